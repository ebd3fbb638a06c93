/**
 * How Node is started for the server, by `npm start`, the tests and the benchmarks alike. A small young generation
 * collects short-lived objects earlier, and a heap that at most doubles between two collections does not keep pages for
 * long: an import of 10,000 rows peaks at two thirds of the memory. Without protection
 * keys V8 does not keep the list of compiled pages that threads coming and going can break: it then ends the process
 * with "Check failed: jit_page.has_value()".
 */
export const THREADS_ARGS = ['--no-memory-protection-keys']
export const SERVER_ARGS = ['--max-semi-space-size=8', '--heap-growing-percent=100', ...THREADS_ARGS]
