# The harness's own tests, and the suite itself, as CTest tests.
#
# In harness/test/ and reports/test/, NAME_test.c is a test program (Check), NAME_child.c a program that tests start, and all
# other C files, and those in harness/test/process/, are what they share. The programs are in BUILD/test/, where a test finds a child beside itself. The two
# programs of the suite are told to tests through the environment: MAPCHECK_PROGRAM and MAPCHECK_ACTOR.
if(CMAKE_CROSSCOMPILING AND WIN32)
    set(CMAKE_CROSSCOMPILING_EMULATOR ${PROJECT_SOURCE_DIR}/ci/wine-run)
    # These two were made before it was set.
    set_target_properties(mapcheck mapcheck-actor PROPERTIES
                          CROSSCOMPILING_EMULATOR ${CMAKE_CROSSCOMPILING_EMULATOR})
endif()

# Tests are named PRESET/ROOM/NAME, because ci/check runs the tests of several build folders as one.
get_filename_component(MAPCHECK_BUILD ${PROJECT_BINARY_DIR} NAME)

set(MAPCHECK_TEST_ENVIRONMENT
    MAPCHECK_PROGRAM=$<TARGET_FILE:mapcheck>
    MAPCHECK_ACTOR=$<TARGET_FILE:mapcheck-actor>
    # Cases ask for sizes that no allocator has; the answer is an answer.
    ASAN_OPTIONS=allocator_may_return_null=1
    UBSAN_OPTIONS=print_stacktrace=1)

# mapcheck_test(NAME SECONDS COMMAND...): at most so many seconds.
function(mapcheck_test name seconds)
    add_test(NAME ${MAPCHECK_BUILD}/${name} COMMAND ${ARGN})
    set_tests_properties(${MAPCHECK_BUILD}/${name} PROPERTIES
                         TIMEOUT ${seconds} ENVIRONMENT "${MAPCHECK_TEST_ENVIRONMENT}")
endfunction()

foreach(room harness reports)
    mapcheck_sources(sources ${room}/test ${room}/test/process)
    set(programs ${sources})
    list(FILTER programs INCLUDE REGEX "_(test|child)\\.c$")
    list(FILTER sources EXCLUDE REGEX "_(test|child)\\.c$")
    set(shared)
    if(sources)
        set(shared mapcheck-${room}-testing)
        add_library(${shared} STATIC ${sources})
        target_link_libraries(${shared} PUBLIC mapcheck-telling)
    endif()
    foreach(source IN LISTS programs)
        get_filename_component(program ${source} NAME_WE)
        add_executable(${program} ${source})
        set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test)
        target_link_libraries(${program} PRIVATE ${shared} mapcheck-acting
                              "$<LINK_GROUP:RESCAN,mapcheck-telling,mapcheck-cases>")
        if(program MATCHES "^(.*)_test$")
            mapcheck_test(${room}/${CMAKE_MATCH_1} 120 ${program})
        endif()
    endforeach()
endforeach()

# The sanitizers put functions of their own before the C library's (an mlock that does nothing), so there the library is named.
set(library)
if(MAPCHECK_SANITIZE)
    set(library --subject-library posix=libc.so.6)
endif()

# A suite of its own whose cases misbehave: the harness is to survive them, and to say so. Its calls are POSIX.
if(NOT WIN32)
    file(GLOB misbehaviour CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/harness/test/misbehaviour/*.c)
    add_executable(mapcheck-misbehaviour harness/run/main.c ${misbehaviour})
    target_link_libraries(mapcheck-misbehaviour PRIVATE mapcheck-telling)
    set(kills 20)
    if(MAPCHECK_SANITIZE)
        set(kills 5)
    endif()
    mapcheck_test(harness/killed_runner 300 ${PROJECT_SOURCE_DIR}/harness/test/killed_runner_test.sh
                  $<TARGET_FILE:mapcheck> ${kills} ${library})
endif()

# The suite: every case as this platform's baseline expects, and every cited requirement known.
mapcheck_test(suite 900 mapcheck run --scale 4 --out ${PROJECT_BINARY_DIR}/report ${library})
mapcheck_test(requirements 60 mapcheck requirements)

# The same as somebody who may do nothing but what everybody may.
if(NOT WIN32 AND NOT MAPCHECK_SANITIZE)
    mapcheck_test(unprivileged 900 ${PROJECT_SOURCE_DIR}/harness/test/unprivileged_test.sh $<TARGET_FILE:mapcheck>
                  ${PROJECT_SOURCE_DIR})
    set_tests_properties(${MAPCHECK_BUILD}/unprivileged PROPERTIES SKIP_RETURN_CODE 77)
endif()

# Every case can fail: each mutant is noticed by some case, each case by some mutant. Under Wine this takes ten minutes:
# docs/building.md says how.
if(NOT WIN32 AND NOT MAPCHECK_SANITIZE)
    mapcheck_test(prove 3600 mapcheck prove --quick)
    if(TARGET mapcheck-durability)
        mapcheck_test(harness/durability 300 ${PROJECT_SOURCE_DIR}/harness/test/durability_test.sh
                      $<TARGET_FILE:mapcheck-durability> ${PROJECT_SOURCE_DIR})
        set_tests_properties(${MAPCHECK_BUILD}/harness/durability PROPERTIES SKIP_RETURN_CODE 77)
    endif()
    foreach(family common posix linux sysv)
        mapcheck_test(harness/export_${family} 600 ${PROJECT_SOURCE_DIR}/harness/test/export_test.sh ${family}
                      $<TARGET_FILE:mapcheck> ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
    endforeach()
    mapcheck_test(harness/stress 900 ${PROJECT_SOURCE_DIR}/harness/test/stress_test.sh $<TARGET_FILE:mapcheck>)
endif()

if(CMAKE_CROSSCOMPILING AND WIN32)
    foreach(family common win32 nt)
        mapcheck_test(harness/export_${family} 1200 ${PROJECT_SOURCE_DIR}/harness/test/export_test.sh ${family}
                      $<TARGET_FILE:mapcheck> ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} 20 ${CMAKE_C_COMPILER}
                      ${PROJECT_SOURCE_DIR}/ci/wine-run)
    endforeach()
endif()

if(NOT WIN32)
    mapcheck_test(harness/stress_free 300 ${PROJECT_SOURCE_DIR}/harness/test/stress_free_test.sh
                  $<TARGET_FILE:mapcheck> ${library})
endif()

# Windows actors under a conductor of this system, where ci/check has built one.
set(MAPCHECK_NATIVE "" CACHE FILEPATH "A mapcheck of the building system, for tests of Wine from outside")
if(CMAKE_CROSSCOMPILING AND WIN32 AND MAPCHECK_NATIVE)
    mapcheck_test(wine_actor 900 ${PROJECT_SOURCE_DIR}/harness/test/wine_actor_test.sh ${MAPCHECK_NATIVE}
                  $<TARGET_FILE:mapcheck-actor> ${PROJECT_BINARY_DIR}/report-from-outside)
    mapcheck_test(stress_wine 600 ${PROJECT_SOURCE_DIR}/harness/test/stress_wine_test.sh ${MAPCHECK_NATIVE}
                  $<TARGET_FILE:mapcheck-actor>)
endif()
