# How everything is compiled. Applied to all targets: there is no code here that is not ours.
include_directories(${PROJECT_SOURCE_DIR}/harness ${PROJECT_SOURCE_DIR})

add_compile_definitions(
    MAPCHECK_VERSION="${PROJECT_VERSION}"
    MAPCHECK_SOURCE_DIRECTORY="${PROJECT_SOURCE_DIR}")

add_compile_options(-Wall -Wextra -Wpedantic)
if(MAPCHECK_WERROR)
    add_compile_options(-Werror)
endif()

# Failure messages and transcripts name the case's file as the repository does, wherever that lies.
add_compile_options(-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=)

if(WIN32)
    # Windows 10: the newest calls are looked up at start, but their types are needed.
    add_compile_definitions(_WIN32_WINNT=0x0A00 NTDDI_VERSION=0x0A00000B __USE_MINGW_ANSI_STDIO=1)
    # The programs are copied into virtual machines and Wine prefixes on their own.
    add_link_options(-static)
elseif(MAPCHECK_ELSEWHERE)
    # What POSIX has and what the BSDs brought; nothing says that this is Linux, and its own headers are errors.
    add_compile_definitions(_XOPEN_SOURCE=700 _DEFAULT_SOURCE _FILE_OFFSET_BITS=64)
    add_compile_options(-U__linux__ -U__linux -U__gnu_linux__)
    add_compile_definitions(MAPCHECK_ELSEWHERE)
    include_directories(BEFORE ${PROJECT_SOURCE_DIR}/cmake/elsewhere)
else()
    # Offsets have 64 bits on 32-bit systems too, as in nearly every program of today.
    add_compile_definitions(_GNU_SOURCE _FILE_OFFSET_BITS=64)
endif()

# An actor tells it: cases about limits do not count a sanitizer's own memory.
add_compile_definitions(MAPCHECK_SANITIZERS="${MAPCHECK_SANITIZE}")
if(MAPCHECK_SANITIZE)
    add_compile_options(-fsanitize=${MAPCHECK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${MAPCHECK_SANITIZE})
endif()
