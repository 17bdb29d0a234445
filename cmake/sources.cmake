# Which sources belong to this platform. A file's suffix says it: x_posix.c, x_win32.c, x_nt.c (Windows), x_linux.c, x_other.c
# (POSIX, but not Linux); a file without such a suffix is built everywhere.

# These are named after an API family, not after a platform: every conductor knows the constants of Windows.
set(MAPCHECK_EVERYWHERE harness/calls/names_win32.c harness/calls/names_nt.c)

set(MAPCHECK_PLATFORM_SUFFIXES "_(posix|win32|nt|linux|other)(_test)?\\.c$")
if(WIN32)
    set(MAPCHECK_OWN_SUFFIXES "_(win32|nt)(_test)?\\.c$")
elseif(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    set(MAPCHECK_OWN_SUFFIXES "_(posix|linux)(_test)?\\.c$")
else()
    set(MAPCHECK_OWN_SUFFIXES "_(posix|other)(_test)?\\.c$")
endif()

# mapcheck_sources(RESULT ROOM...): the C files of these folders (not of the folders below them), without tests.
function(mapcheck_sources result)
    set(sources)
    foreach(room IN LISTS ARGN)
        file(GLOB found CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${room}/*.c)
        foreach(source IN LISTS found)
            if(NOT source MATCHES "${MAPCHECK_PLATFORM_SUFFIXES}" OR source MATCHES "${MAPCHECK_OWN_SUFFIXES}"
               OR source IN_LIST MAPCHECK_EVERYWHERE)
                list(APPEND sources ${source})
            endif()
        endforeach()
    endforeach()
    set(${result} ${sources} PARENT_SCOPE)
endfunction()

# mapcheck_library(NAME ROOMS ROOM... [WITHOUT FILE...])
function(mapcheck_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "ROOMS;WITHOUT")
    mapcheck_sources(sources ${arg_ROOMS})
    if(arg_WITHOUT)
        list(REMOVE_ITEM sources ${arg_WITHOUT})
    endif()
    add_library(${name} STATIC ${sources})
endfunction()
