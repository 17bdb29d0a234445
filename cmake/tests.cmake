# The harness's own tests, and the suite itself, as CTest tests.
#
# harness/test/*_test.c and reports/test/*_test.c are one Check program each, in BUILD/test/. Other C files there are helper
# programs (harness/test/process_child.c is BUILD/test/process_child), which tests find through the environment:
#   MAPCHECK_PROGRAM, MAPCHECK_ACTOR   the two programs       MAPCHECK_TEST_PROGRAMS   the folder BUILD/test
# On Windows targets everything runs through ci/wine-run, unless the machine is Windows.
if(CMAKE_CROSSCOMPILING AND WIN32)
    set(CMAKE_CROSSCOMPILING_EMULATOR ${PROJECT_SOURCE_DIR}/ci/wine-run)
    # A crossed link of an emulator into a target is fixed when the target is made.
    set_target_properties(mapcheck mapcheck-actor PROPERTIES
                          CROSSCOMPILING_EMULATOR ${PROJECT_SOURCE_DIR}/ci/wine-run)
endif()

set(MAPCHECK_TEST_ENVIRONMENT
    MAPCHECK_PROGRAM=$<TARGET_FILE:mapcheck>
    MAPCHECK_ACTOR=$<TARGET_FILE:mapcheck-actor>
    MAPCHECK_TEST_PROGRAMS=${PROJECT_BINARY_DIR}/test
    ASAN_OPTIONS=detect_stack_use_after_return=0:allocator_may_return_null=1
    UBSAN_OPTIONS=print_stacktrace=1)

# mapcheck_test(NAME TIMEOUT COMMAND...)
function(mapcheck_test name timeout)
    add_test(NAME ${name} COMMAND ${ARGN})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout} ENVIRONMENT "${MAPCHECK_TEST_ENVIRONMENT}")
endfunction()

# What several tests share lies a folder deeper; a test takes from it what it uses.
mapcheck_library(mapcheck-test-support ROOMS harness/test/process)
target_link_libraries(mapcheck-test-support PUBLIC mapcheck-telling)

foreach(room harness reports)
    mapcheck_sources(sources ${room}/test)
    foreach(source IN LISTS sources)
        get_filename_component(program ${source} NAME_WE)
        add_executable(${program} ${source})
        set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test)
        target_link_libraries(${program} PRIVATE mapcheck-test-support)
        target_link_libraries(${program} PRIVATE "$<LINK_GROUP:RESCAN,mapcheck-telling,mapcheck-cases>" mapcheck-acting)
        if(program MATCHES "_test$")
            string(REGEX REPLACE "_test$" "" name ${program})
            mapcheck_test(${room}/${name} 120 ${program})
        endif()
    endforeach()
endforeach()

# A suite of its own whose cases misbehave: the harness is to survive them, and to say so. Its calls are POSIX.
if(NOT WIN32)
    file(GLOB misbehaviour CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/test/misbehaviour/*.c)
    add_executable(mapcheck-misbehaviour harness/run/main.c ${misbehaviour})
    target_link_libraries(mapcheck-misbehaviour PRIVATE mapcheck-telling)
endif()
