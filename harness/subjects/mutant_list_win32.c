/* The mutants of a Windows actor. */
#include "subjects/mutants_win32.h"

const Mutant *const mutant_lists[] = {mutants_win32_create,
                                      mutants_win32_create_size,
                                      mutants_win32_open,
                                      mutants_win32_map,
                                      mutants_win32_base,
                                      mutants_win32_unmap,
                                      mutants_win32_handles,
                                      mutants_win32_processes,
                                      mutants_win32_memory,
                                      mutants_win32_query,
                                      mutants_win32_names,
                                      mutants_win32_files,
                                      mutants_nt,
                                      mutants_nt_refusals,
                                      mutants_win32_privacy,
                                      mutants_win32_catalogue,
                                      mutants_win32_placeholders,
                                      mutants_win32_depth,
                                      mutants_win32_deeds,
                                      NULL};
