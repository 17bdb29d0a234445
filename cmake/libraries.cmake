# The libraries (docs/dependencies.md says what for). On Windows they are the archives that
# ci/cross-dependencies made: what their installed .pc and CMake files say does not fit a static MinGW build.
find_package(Threads REQUIRED)

# What the system itself has in libraries apart.
add_library(MapCheck::system INTERFACE IMPORTED)
if(WIN32)
    target_link_libraries(MapCheck::system INTERFACE ws2_32 bcrypt)
else()
    target_link_libraries(MapCheck::system INTERFACE Threads::Threads ${CMAKE_DL_LIBS})
endif()

# The others are the conductor's alone.
if(MAPCHECK_ACTOR_ONLY)
    return()
endif()
set(ZLIB_USE_STATIC_LIBS ${WIN32})
find_package(ZLIB REQUIRED)

# mapcheck_archive(TARGET HEADER ARCHIVE HINT): an imported target from a header and a static library.
function(mapcheck_archive target header archive)
    string(MAKE_C_IDENTIFIER ${target} id)
    find_path(${id}_INCLUDE_DIR ${header} PATH_SUFFIXES libxml2)
    find_library(${id}_ARCHIVE NAMES ${archive})
    mark_as_advanced(${id}_INCLUDE_DIR ${id}_ARCHIVE)
    if(NOT ${id}_INCLUDE_DIR OR NOT ${id}_ARCHIVE)
        message(FATAL_ERROR "${archive} for ${CMAKE_SYSTEM_PROCESSOR} MinGW is missing: run ci/setup windows first")
    endif()
    add_library(${target} STATIC IMPORTED)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${id}_ARCHIVE}
                          INTERFACE_INCLUDE_DIRECTORIES ${${id}_INCLUDE_DIR})
endfunction()

if(WIN32)
    mapcheck_archive(Check::check check.h libcheck.a)
    target_link_libraries(Check::check INTERFACE Threads::Threads)
    mapcheck_archive(Jansson::jansson jansson.h libjansson.a)
    mapcheck_archive(LibXml2::writer libxml/xmlwriter.h libxml2.a)
    target_compile_definitions(LibXml2::writer INTERFACE LIBXML_STATIC)
    target_link_libraries(LibXml2::writer INTERFACE MapCheck::system)
else()
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(check REQUIRED IMPORTED_TARGET check)
    pkg_check_modules(jansson REQUIRED IMPORTED_TARGET jansson>=2.10)
    pkg_check_modules(libxml2 REQUIRED IMPORTED_TARGET libxml-2.0)
    add_library(Check::check ALIAS PkgConfig::check)
    add_library(Jansson::jansson ALIAS PkgConfig::jansson)
    add_library(LibXml2::writer ALIAS PkgConfig::libxml2)
endif()
