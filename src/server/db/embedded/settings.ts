import { chownSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'

import { isMissing } from '#server/start-error.ts'
import type { User } from '#server/db/embedded/place.ts'

const MIB = 1024 * 1024

/** How the server listens: a Unix socket in a private folder, or a loopback port with a password. */
export type Listen = { kind: 'socket'; folder: string } | { kind: 'port'; port: number }

/**
 * Memory for the page cache in MiB: 64 for a school; an eighth of the data for a county, at most an eighth of the
 * machine's memory or 1024.
 */
export function sharedBuffersMib(dataBytes: number, memoryBytes: number): number {
  const wanted = Math.max(64, Math.floor(dataBytes / 8 / MIB))
  return Math.max(64, Math.min(wanted, Math.floor(memoryBytes / 8 / MIB), 1024))
}

/** Bytes in the cluster's tables. */
function dataBytes(cluster: string): number {
  let sum = 0
  for (const entry of readdirSync(join(cluster, 'base'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0
  }
  return sum
}

const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`

function settings(cluster: string, listen: Listen): Record<string, string> {
  const memory = totalmem()
  return {
    cluster_name: quote('shouwang'),
    listen_addresses: quote(listen.kind === 'port' ? '127.0.0.1' : ''),
    port: String(listen.kind === 'port' ? listen.port : 5432),
    unix_socket_directories: quote(listen.kind === 'socket' ? listen.folder : ''),
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',
    // Small: app and database idle together within 250 MB.
    max_connections: '60',
    shared_buffers: `${sharedBuffersMib(dataBytes(cluster), memory)}MB`,
    huge_pages: 'off',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2 / MIB))}MB`,
    max_worker_processes: '4',
    max_parallel_workers: '2',
    // Many small queries on few cores: a query gains nothing by taking a second one.
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '1',
    io_method: 'sync',
    jit: 'off',
    random_page_cost: '1.1',
    autovacuum_max_workers: '2',
    // Of a school just imported the planner knows nothing, and lists take seconds instead of milliseconds until it does.
    autovacuum_naptime: '15s',
    autovacuum_vacuum_scale_factor: '0.1',
    autovacuum_analyze_scale_factor: '0.05',
    // Nothing lost: an acknowledged row is on the disk.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'pglz',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    min_wal_size: '48MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '10min',
    // The log never holds a statement or a row's values: they are children's.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
    log_timezone: quote('UTC'),
    timezone: quote('UTC'),
    lc_messages: quote('C'),
    datestyle: quote('iso, ymd'),
    default_text_search_config: quote('pg_catalog.simple'),
  }
}

/** Writes postgresql.conf when it differs. Own settings of an operator go into local.conf beside it, which wins. */
export function writeSettings(cluster: string, listen: Listen, owner: User | undefined): void {
  const lines = Object.entries(settings(cluster, listen)).map(([name, value]) => `${name} = ${value}`)
  const text = [
    '# Written at each start; own settings go into local.conf beside this file.',
    ...lines,
    "include_if_exists = 'local.conf'",
    '',
  ].join('\n')
  replaceFile(join(cluster, 'postgresql.conf'), text, owner)
  const rule =
    listen.kind === 'socket' ? 'local all all trust\n' : 'host all all 127.0.0.1/32 scram-sha-256\n'
  replaceFile(join(cluster, 'pg_hba.conf'), rule, owner)
}

function replaceFile(file: string, text: string, owner: User | undefined): void {
  if (readOptional(file) === text) return
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  if (owner !== undefined) chownSync(`${file}.new`, owner.uid, owner.gid)
  renameSync(`${file}.new`, file)
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
