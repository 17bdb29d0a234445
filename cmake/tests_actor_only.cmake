# The suite, told by a conductor of the building system with this build's actor.
set(MAPCHECK_NATIVE "" CACHE FILEPATH "The mapcheck that tells the cases")
get_filename_component(MAPCHECK_BUILD ${PROJECT_BINARY_DIR} NAME)
if(MAPCHECK_NATIVE)
    # Beside an actor of 32 bits, the conductor's own is the one of the other width.
    set(other)
    if(CMAKE_SIZEOF_VOID_P EQUAL 4)
        cmake_path(REPLACE_FILENAME MAPCHECK_NATIVE mapcheck-actor OUTPUT_VARIABLE native_actor)
        set(other --other-actor ${native_actor})
    endif()
    add_test(NAME ${MAPCHECK_BUILD}/suite
             COMMAND ${MAPCHECK_NATIVE} run --actor $<TARGET_FILE:mapcheck-actor> ${other} --scale 4
                     --out ${PROJECT_BINARY_DIR}/report)
    set_tests_properties(${MAPCHECK_BUILD}/suite PROPERTIES TIMEOUT 900)
endif()
