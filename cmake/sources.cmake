# Which sources belong to this platform. A word in a file's name says it: x_posix.c, x_win32_views.c, x_nt.c (Windows),
# x_linux.c, x_other.c (POSIX, but not Linux), x_elsewhere.c (all but Linux); of several such words the last counts. A file without one is built everywhere.

# These are named after an API family, not after a platform: every conductor knows the constants of Windows.
set(MAPCHECK_EVERYWHERE "^harness/calls/names_(win32|nt)")

if(WIN32)
    set(MAPCHECK_OWN_WORDS win32 nt elsewhere)
elseif(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT MAPCHECK_ELSEWHERE)
    set(MAPCHECK_OWN_WORDS posix linux)
else()
    set(MAPCHECK_OWN_WORDS posix other elsewhere)
endif()

# mapcheck_sources(RESULT ROOM...): the C files of these folders (not of the folders below them) for this platform.
function(mapcheck_sources result)
    set(sources)
    foreach(room IN LISTS ARGN)
        file(GLOB found CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${room}/*.c)
        foreach(source IN LISTS found)
            get_filename_component(name ${source} NAME_WE)
            # Greedy, so that the last word is the one that is found.
            if(source MATCHES "${MAPCHECK_EVERYWHERE}" OR NOT "_${name}_" MATCHES ".*_(posix|win32|nt|linux|other|elsewhere)_"
               OR CMAKE_MATCH_1 IN_LIST MAPCHECK_OWN_WORDS)
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

# mapcheck_embed(LIBRARY ARRAY FOLDER PATTERN...): the texts of these files of the folder, by their names, in the library.
function(mapcheck_embed library array folder)
    set(source "#include \"export/export.h\"\n")
    set(rows)
    list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/${folder}/ OUTPUT_VARIABLE patterns)
    file(GLOB files CONFIGURE_DEPENDS ${patterns})
    foreach(file IN LISTS files)
        get_filename_component(name ${file} NAME)
        string(MAKE_C_IDENTIFIER ${name} identifier)
        file(READ ${file} text HEX)
        string(REGEX REPLACE "(..)" "0x\\1," text "${text}")
        string(APPEND source "static const char ${identifier}[] = {${text}0};\n")
        string(APPEND rows "    {\"${name}\", ${identifier}},\n")
        set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endforeach()
    string(APPEND source "const EmbeddedText ${array}[] = {\n${rows}    {NULL, NULL},\n};\n")
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/${array}.c CONTENT "${source}")
    target_sources(${library} PRIVATE ${PROJECT_BINARY_DIR}/${array}.c)
endfunction()
