/* assets.h - the files that pages are made of, as they lie in this folder; the build puts them into the program. */
#ifndef RUNG_REPORT_ASSETS_H
#define RUNG_REPORT_ASSETS_H

#include "base/text.h"

struct assets {
    struct text page, page_style, page_script; /* the report: a skeleton for html_fill, and what goes into it */
    struct text statement, statement_style;
};
struct assets assets(void);

#endif
