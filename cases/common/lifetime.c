/* How long bytes, objects and names live. */
#include "story/story.h"

CASE(bytes_outlive_their_writer, .claim = "Bytes stored through a shared view outlive the process that stored them.",
     .basis = "P-INH-012 P-COH-009 W-LIF-004", .level = MUST, .needs = CAP(NAMED))
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *name = object_name(s, "tide");
    Object written = create_object(writer, name, 4 * page(s));
    View w = map_object(writer, written);
    Object read = open_object(reader, name, READ);
    View r = map_object(reader, read, .access = READ);

    expect_ok(store(writer, w, page(s), "tide"));
    expect_bytes(reader, r, page(s), "tide"); /* no flush is needed between views */
    kill_actor(writer);                       /* no unmap, no flush, no goodbye */
    expect_bytes(reader, r, page(s), "tide");
    expect_fault(store(reader, r, page(s), "ebb!")); /* the reader's view stays read-only */
}

CASES(common_lifetime, "common/lifetime", NULL, &bytes_outlive_their_writer);
