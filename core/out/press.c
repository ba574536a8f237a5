#include "out/press.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/interrupt.h"
#include "base/mem.h"

enum { BLOCK_PARTNERS = 512, THREADS_MOST = 64 };

struct press {
    const struct run *run;
    const struct press_target *target;
    struct layout layout;
    struct summary *summary;
    size_t blocks;
    _Atomic size_t next; /* block that nobody took yet */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    size_t turn;          /* block to be put next */
    bool failed, refused; /* by the target */
};

struct printer {
    struct press *press;
    struct arena arena;
    struct card_reader reader;
    struct summary summary;
    struct buf partner; /* cells that begin each row of the partner at hand */
    struct buf pages[SHEET_COUNT];
};

static void print_partner(struct printer *printer, size_t partner)
{
    struct press *press = printer->press;
    bool fits = card_reader_make(&printer->reader, partner);
    struct csv_row lead = {.out = &printer->partner, .style = press->target->style};
    buf_clear(&printer->partner);
    partner_cells(&printer->reader, &lead);
    if (press->summary) summary_add(&printer->summary, &printer->reader, fits);
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        struct csv_row row = {.out = &printer->pages[i], .style = press->target->style};
        if (press->target->wanted[i]) sheets[i].rows(&press->layout, &printer->reader, buf_view(&printer->partner), &row);
        if (i == SHEET_WARNINGS) printer->summary.warnings += row.rows;
    }
}

static void put_page(struct press *press, size_t sheet, const struct buf *page)
{
    press->refused = press->refused || !press->target->put(press->target->context, sheet, buf_view(page));
    press->failed = press->failed || page->failed || press->refused;
}

static void put_pages(struct printer *printer, size_t block)
{
    struct press *press = printer->press;
    pthread_mutex_lock(&press->lock);
    while (press->turn != block && !press->failed) pthread_cond_wait(&press->turned, &press->lock);
    for (size_t i = 0; i < SHEET_COUNT && !press->failed; i++) {
        if (!press->target->wanted[i]) continue;
        put_page(press, i, &printer->pages[i]);
        press->failed = press->failed || printer->partner.failed || interrupts_wait();
    }
    press->turn++;
    pthread_cond_broadcast(&press->turned);
    pthread_mutex_unlock(&press->lock);
    for (size_t i = 0; i < SHEET_COUNT; i++) buf_clear(&printer->pages[i]);
}

static void *print_blocks(void *argument)
{
    struct printer *printer = argument;
    struct press *press = printer->press;
    for (;;) {
        size_t block = atomic_fetch_add(&press->next, 1);
        if (block >= press->blocks) return NULL;
        size_t last = (block + 1) * BLOCK_PARTNERS;
        if (last > press->run->data.partners) last = press->run->data.partners;
        for (size_t p = block * BLOCK_PARTNERS; p < last; p++) print_partner(printer, p);
        put_pages(printer, block);
    }
}

static bool printer_init(struct printer *printer, struct press *press)
{
    printer->press = press;
    return card_reader_init(&printer->reader, press->run, &printer->arena) && card_reader_search(&printer->reader, &printer->arena) &&
           summary_init(&printer->summary, press->run->program, &printer->arena);
}

static void printer_release(struct printer *printer)
{
    for (size_t i = 0; i < SHEET_COUNT; i++) buf_release(&printer->pages[i]);
    buf_release(&printer->partner);
    arena_release(&printer->arena);
}

/* The calling thread prints too, so a thread that cannot be started is no loss but of time. */
static void print_all(struct printer *printers, size_t count)
{
    pthread_t threads[THREADS_MOST];
    size_t started = 1;
    while (started < count && pthread_create(&threads[started], NULL, print_blocks, &printers[started]) == 0) started++;
    print_blocks(&printers[0]);
    for (size_t i = 1; i < started; i++) pthread_join(threads[i], NULL);
}

static void put_headers(struct press *press)
{
    struct buf page = {0};
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        if (!press->target->wanted[i]) continue;
        struct csv_row row = {.out = &page, .style = press->target->style};
        buf_clear(&page);
        csv_begin(&row);
        sheets[i].header(&press->layout, &row);
        put_page(press, i, &page);
    }
    buf_release(&page);
}

static size_t printer_count(const struct run *run, size_t blocks)
{
    size_t jobs = run->jobs < THREADS_MOST ? (size_t)run->jobs : THREADS_MOST;
    return blocks < jobs ? blocks : jobs;
}

static bool press_go(struct press *press, size_t count)
{
    struct printer *printers = mem_zero(count, sizeof *printers);
    bool good = printers != NULL;
    for (size_t i = 0; good && i < count; i++) good = printer_init(&printers[i], press);
    if (good) {
        put_headers(press);
        print_all(printers, count);
    }
    for (size_t i = 0; printers && i < count; i++) {
        if (good && press->summary) summary_merge(press->summary, &printers[i].summary, press->run->program);
        printer_release(&printers[i]);
    }
    mem_free(printers);
    return good && !press->failed;
}

bool press_run(const struct run *run, const struct press_target *target, struct summary *summary, struct problems *problems)
{
    struct arena arena = {0};
    struct press press = {.run = run,
                          .target = target,
                          .summary = summary,
                          .lock = PTHREAD_MUTEX_INITIALIZER,
                          .turned = PTHREAD_COND_INITIALIZER,
                          .blocks = (run->data.partners + BLOCK_PARTNERS - 1) / BLOCK_PARTNERS};
    bool good = layout_init(&press.layout, run, target->style, &arena) && press_go(&press, printer_count(run, press.blocks));
    if (!good && !press.refused && interrupts_wait())
        problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0}, NULL, "interrupted; earlier results are untouched");
    else if (!good && !press.refused)
        problems->out_of_memory = true;
    arena_release(&arena);
    return good;
}
