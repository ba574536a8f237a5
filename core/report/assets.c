#include "report/assets.h"

/* One text from files that follow each other, and its size. The paths are seen from the folder in which make runs. */
#define FILE(path) ".incbin \"core/report/" path "\"\n"
#define ASSET(name, files)                                                                                                    \
    __asm__(".pushsection .rodata\n" #name ":\n" files #name "_end:\n.balign 4\n" #name "_size: .long " #name "_end - " #name \
            "\n.popsection\n");                                                                                               \
    extern const char name[] __attribute__((visibility("hidden")));                                                           \
    extern const uint32_t name##_size __attribute__((visibility("hidden")))
#define TEXT_OF(name) ((struct text){name, name##_size})

ASSET(asset_page, FILE("page.html"));
ASSET(asset_page_style, FILE("common.css") FILE("page.css"));
ASSET(asset_page_script, FILE("page_data.js") FILE("page_words.js") FILE("page_parts.js") FILE("page_partners.js") FILE("page_partner.js")
                             FILE("page_money.js") FILE("page.js"));
ASSET(asset_statement, FILE("statement.html"));
ASSET(asset_statement_style, FILE("common.css") FILE("statement.css"));

struct assets assets(void)
{
    return (struct assets){.page = TEXT_OF(asset_page),
                           .page_style = TEXT_OF(asset_page_style),
                           .page_script = TEXT_OF(asset_page_script),
                           .statement = TEXT_OF(asset_statement),
                           .statement_style = TEXT_OF(asset_statement_style)};
}
