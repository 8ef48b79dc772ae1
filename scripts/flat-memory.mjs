/**
 * The environment with few memory arenas of the C library, unless the operator chose otherwise: with its default of eight
 * a core, pictures that come and go on many threads leave it in pieces, and a worker grows without leaking.
 */
export const flatMemory = (env) => ({ MALLOC_ARENA_MAX: '2', ...env });
