/* Random stores and mappings against a model: who has which page to himself, which pages are committed, who inherited. */
#include "cases/win32/sections.h"
#include "cases/win32/seeded.h"

#include <stdio.h>

enum { COPIES = 3, PAGES = 4, STEPS = 40, PLACE = 100, STAMP = 48 };

/* What every page is expected to hold, by the stamp's byte. */
typedef struct CopyModel {
    unsigned char shared[PAGES];
    unsigned char own[COPIES][PAGES]; /* 0: not copied, and so the shared page */
} CopyModel;

typedef struct CopyStage {
    Actor *owner;
    View shared;
    Value file;
    Actor *copiers[COPIES];
    Value sections[COPIES];
    View copies[COPIES];
} CopyStage;

static void check_copies(const CopyStage *stage, const CopyModel *model)
{
    for (uint64_t number = 0; number < PAGES; number++) {
        uint64_t place = number * 4096 + PLACE;
        expect_filled(stage->owner, stage->shared, place, STAMP, model->shared[number]);
        for (size_t i = 0; i < COPIES; i++) {
            unsigned char own = model->own[i][number];
            expect_filled(stage->copiers[i], stage->copies[i], place, STAMP, own ? own : model->shared[number]);
        }
    }
}

/* One step: a store through the shared view, by WriteFile, into a copy view, or a copy view mapped anew. */
static void take_step(CopyStage *stage, CopyModel *model, uint64_t *seed, unsigned char stamp)
{
    uint64_t number = seeded_below(seed, PAGES);
    size_t who = (size_t)seeded_below(seed, COPIES);
    uint64_t place = number * 4096 + PLACE;
    char text[STAMP + 1] = {0};
    switch (seeded_below(seed, 6)) {
    case 0:
        expect_ok(fill(stage->owner, stage->shared, place, STAMP, stamp));
        model->shared[number] = stamp;
        break;
    case 1:
        for (size_t i = 0; i < STAMP; i++)
            text[i] = (char)stamp;
        write_file_at(stage->owner, stage->file, place, text);
        model->shared[number] = stamp;
        break;
    case 2:
        unmap_view(stage->copiers[who], stage->copies[who]);
        stage->copies[who] = view_of(stage->copiers[who], stage->sections[who], FILE_MAP_COPY);
        for (size_t i = 0; i < PAGES; i++)
            model->own[who][i] = 0;
        break;
    default:
        expect_ok(fill(stage->copiers[who], stage->copies[who], place, STAMP, stamp));
        model->own[who][number] = stamp;
        break;
    }
}

CASE(random_copies,
     .claim = "After every one of many random stores each view holds what a model of private pages says.",
     .basis = "W-STR-008 W-COW-006 W-COW-008 W-COW-012 W-COW-020 W-XPR-004", .level = OBSERVE)
{
    CopyStage stage = {.owner = cast(s, "owner")};
    CopyModel model = {0};
    uint64_t seed = 77003;
    const char *path = scratch_name(s, "model");
    stage.file = make_file(stage.owner, path, PAGES * 4096);
    stage.shared = view_of(stage.owner, section_of_file(stage.owner, stage.file, PAGE_READWRITE), FILE_MAP_WRITE);
    for (size_t i = 0; i < COPIES; i++) { /* the last two are of one process */
        stage.copiers[i] = i == COPIES - 1 ? stage.copiers[i - 1] : cast(s, i ? "second" : "first");
        Value file = open_file(stage.copiers[i], path, GENERIC_READ);
        stage.sections[i] = section_of_file(stage.copiers[i], file, PAGE_WRITECOPY);
        stage.copies[i] = view_of(stage.copiers[i], stage.sections[i], FILE_MAP_COPY);
    }
    for (unsigned step = 0; step < STEPS; step++) {
        take_step(&stage, &model, &seed, (unsigned char)('A' + step));
        check_copies(&stage, &model);
    }
    for (uint64_t number = 0; number < PAGES; number++) {
        char text[] = {(char)model.shared[number], (char)model.shared[number], '\0'};
        if (model.shared[number])
            expect_file_bytes(stage.owner, stage.file, number * 4096 + PLACE, text);
    }
    observe_number(s, "steps after which every view was right", STEPS, "40");
}

enum { COMMITTERS = 3, RESERVED = 64 };

static void check_committed(Story *s, Actor *actor, View view, const bool committed[RESERVED])
{
    for (uint64_t number = 0; number < RESERVED;) {
        const Answer *region = query(s, actor, at(view.address, (int64_t)(number * 4096)));
        uint64_t pages = answer_field(region, "information.RegionSize").number / 4096;
        bool is_committed = answer_field(region, "information.State").number == MEM_COMMIT;
        expect_true(s, pages > 0, "a region of a page at least");
        for (; pages && number < RESERVED; pages--, number++)
            expect_true(s, committed[number] == is_committed, "committed is what somebody asked for, and no more");
    }
}

CASE(random_commits, .claim = "Processes that commit ranges of one reserved section commit their union, for all views.",
     .basis = "W-STR-007 W-RES-003 W-RES-004 W-RES-013", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 6 };
    static const char *const names[COMMITTERS] = {"a", "b", "c"};
    Actor *actors[COMMITTERS];
    View views[COMMITTERS];
    bool committed[RESERVED] = {false};
    uint64_t seed = 5150;
    const char *name = unique_name(s, "reserved");
    for (size_t i = 0; i < COMMITTERS; i++) {
        actors[i] = cast(s, names[i]);
        Value section = expect_ok(CALL(actors[i], CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                                       PAGE_READWRITE | SEC_RESERVE, 0, RESERVED * 4096, name));
        views[i] = view_of(actors[i], section, FILE_MAP_WRITE);
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        const Answer *commits[COMMITTERS];
        for (size_t i = 0; i < COMMITTERS; i++) {
            uint64_t first = seeded_below(&seed, RESERVED - 8);
            uint64_t count = 1 + seeded_below(&seed, 8);
            commits[i] = BEGIN_CALL(actors[i], VirtualAlloc, at(views[i].address, (int64_t)(first * 4096)),
                                    count * 4096, MEM_COMMIT, PAGE_READWRITE);
            for (uint64_t number = first; number < first + count; number++)
                committed[number] = true;
        }
        for (size_t i = 0; i < COMMITTERS; i++)
            expect_ok(finish_call(commits[i]));
        for (size_t i = 0; i < COMMITTERS; i++)
            check_committed(s, actors[i], views[i], committed);
    }
    observe_number(s, "rounds that committed the union", ROUNDS, "6");
}

enum { SECTIONS = 4 };
typedef enum Handing { HAND_NOTHING, HAND_ALL, HAND_LISTED, HANDINGS } Handing;

static Actor *spawn_with(Actor *parent, Handing handing, const Value sections[SECTIONS], const bool listed[SECTIONS])
{
    Value list[SECTIONS];
    size_t count = 0;
    for (size_t i = 0; i < SECTIONS; i++) {
        if (listed[i])
            list[count++] = sections[i];
    }
    if (handing == HAND_LISTED && count == 1)
        return spawn_actor(parent, "child", .handles = {list[0]}, .handle_count = 1);
    if (handing == HAND_LISTED && count == 2)
        return spawn_actor(parent, "child", .handles = {list[0], list[1]}, .handle_count = 2);
    if (handing == HAND_LISTED && count == 3)
        return spawn_actor(parent, "child", .handles = {list[0], list[1], list[2]}, .handle_count = 3);
    if (handing == HAND_LISTED && count == 4)
        return spawn_actor(parent, "child", .handles = {list[0], list[1], list[2], list[3]}, .handle_count = 4);
    return spawn_actor(parent, "child", .inherit = handing == HAND_ALL);
}

/* Section number i is filled with i + 1; what is no such section maps not at all, or shows something else. */
static void check_handles(Story *s, Actor *child, const Value sections[SECTIONS], const bool expected[SECTIONS])
{
    for (size_t i = 0; i < SECTIONS; i++) {
        const Answer *view = try_view(child, sections[i], FILE_MAP_READ);
        bool there = false;
        if (answer_kind(view) == ANSWER_OK) {
            const Answer *same = CALL_IN(portable, child, mismatch, answer_value(view), 4096, i + 1);
            there = answer_kind(same) == ANSWER_OK && answer_value(same).number == 4096;
        }
        expect_true(s, there == expected[i], "the child has the handles that were handed on, and no other");
    }
}

CASE(random_inheritance, .claim = "Children started one after another have exactly the handles handed on to them.",
     .basis = "W-STR-009 W-INH-001 W-INH-002 W-INH-003 W-INH-009", .level = OBSERVE)
{
    enum { ROUNDS = 8 };
    Actor *parent = cast(s, "parent");
    uint64_t seed = 9001;
    for (unsigned round = 0; round < ROUNDS; round++) {
        Value sections[SECTIONS];
        bool expected[SECTIONS];
        Handing handing = (Handing)(round % HANDINGS);
        for (size_t i = 0; i < SECTIONS; i++) {
            bool inheritable = seeded_below(&seed, 2) != 0;
            sections[i] = expect_ok(CALL(parent, CreateFileMappingA, INVALID_HANDLE_VALUE,
                                         FIELDS(F(bInheritHandle, inheritable)), PAGE_READWRITE, 0, 4096, NULL));
            View view = view_of(parent, sections[i], FILE_MAP_WRITE);
            expect_ok(fill(parent, view, 0, 4096, (unsigned char)(i + 1)));
            unmap_view(parent, view);
            expected[i] = inheritable && (handing == HAND_ALL || (handing == HAND_LISTED && seeded_below(&seed, 2)));
        }
        Actor *child = spawn_with(parent, handing, sections, expected);
        check_handles(s, child, sections, expected);
        leave(child);
        for (size_t i = 0; i < SECTIONS; i++)
            close_handle(parent, sections[i]);
    }
    observe_number(s, "children with the right handles", ROUNDS, "8");
}

CASES(win32_copy_model, "win32/copy_model", "win32", &random_copies, &random_commits, &random_inheritance);
