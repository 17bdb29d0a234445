/* Constants of no API: sizes, addresses, and our own words. */
#include "calls/name_tables.h"
#include "calls/vocabulary.h"

#define TABLE(id, domain, bits) const NameTable names_##id = {domain, id, sizeof id / sizeof id[0], bits}

static const Name size[] = {{"SIZE_MAX", SIZE_MAX}};
static const Name address[] = {{"NULL", 0}, {"MAP_FAILED", (uint64_t)-1}};
static const Name bool_[] = {{"FALSE", 0}, {"TRUE", 1}};
static const Name backing[] = {{"FILE", BACKING_FILE},           {"PAGING_FILE", BACKING_PAGING_FILE},
                               {"SHM_OBJECT", BACKING_SHM},      {"MEMFD", BACKING_MEMFD},
                               {"ANONYMOUS", BACKING_ANONYMOUS}, {"SYSV_SEGMENT", BACKING_SYSV}};
static const Name access[] = {{"NO_ACCESS", NO_ACCESS}, {"READ", READ}, {"WRITE", WRITE}, {"EXECUTE", EXECUTE}};
static const Name sharing[] = {{"SHARED", SHARED}, {"COPY_ON_WRITE", COPY_ON_WRITE}};

TABLE(size, "size", 64);
TABLE(address, "address", 64);
const NameTable names_bool = {"bool", bool_, sizeof bool_ / sizeof bool_[0], 32};
TABLE(backing, "backing", 32);
TABLE(access, "access", 32);
TABLE(sharing, "sharing", 32);
