export declare const THREADS_ARGS: string[]
export declare const SERVER_ARGS: string[]
