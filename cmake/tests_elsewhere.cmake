# What is built as for a POSIX system that is not Linux: the suite with it, by a baseline of its own. The harness's own tests expect
# that descendants can be adopted, which is Linux's (platform/kernel_linux.c), and memfd objects.
# Each case ends with a ps(1) here (platform/kernel_other.c): a minute where the suite of dev takes ten seconds.
get_filename_component(MAPCHECK_BUILD ${PROJECT_BINARY_DIR} NAME)
add_test(NAME ${MAPCHECK_BUILD}/suite COMMAND mapcheck run !tag:long --scale 4 --out ${PROJECT_BINARY_DIR}/report)
set_tests_properties(${MAPCHECK_BUILD}/suite PROPERTIES TIMEOUT 1800)
