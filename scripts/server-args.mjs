/**
 * How Node is started for the server, by `npm start` and by the benchmarks alike. A small young generation collects
 * short-lived objects earlier: an import of 10,000 rows peaks at two thirds of the memory.
 */
export const SERVER_ARGS = ['--max-semi-space-size=4']
