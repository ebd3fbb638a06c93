import { readFileSync } from 'node:fs';

import { beforeAll, describe, expect, it } from 'vitest';

import type { NormalisedRow } from '#shared/roster/rules/normalise-row.ts';
import type { NormalisedRoster } from '#shared/roster/rules/normalise.ts';

import { type ReadRoster, readRoster } from './read-roster.ts';

const samples = new URL('../../testing/samples/', import.meta.url);

type ExpectedFields = Record<string, unknown> & {
  members: Record<string, unknown>[];
  carer: Record<string, unknown> | null;
  age_fromFormulaCell: number;
};
type Expected = {
  asOf: string;
  headerRows: number[];
  firstDataRow: number;
  sheet: string;
  hiddenColumns: string[];
  knownClasses: string[];
  summary: Record<string, unknown>;
  skipped: { row: number; why: string }[];
  rows: {
    row: number;
    status: string;
    fields?: ExpectedFields;
    corrections?: { field: string }[];
    warnings?: object[];
    refusedFor?: object[];
    otherRow?: number;
    tag?: string;
  }[];
};

const expected = JSON.parse(readFileSync(new URL('roster-messy.expected.json', samples), 'utf8')) as Expected;
const byField = (a: { field: string }, b: { field: string }): number => a.field.localeCompare(b.field);

/** The row's fields in the shape of the expected file: its keys only, sex as a word. */
function inExpectedShape(row: NormalisedRow, like: ExpectedFields): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...row.fields, sex: row.fields?.sex === 'male' ? '男' : '女' };
  const pick = (from: object | null | undefined, keys: object | undefined): Record<string, unknown> =>
    Object.fromEntries(Object.keys(keys ?? {}).map((key) => [key, (from as Record<string, unknown> | null)?.[key]]));
  return {
    ...pick(fields, like),
    age_fromFormulaCell: fields['age'],
    members: row.fields?.members.map((member, index) => pick(member, like.members[index])),
    carer: row.fields?.carer === null ? null : pick(row.fields?.carer, like.carer ?? {}),
  };
}

describe('roster-messy.xlsx', () => {
  let outcome: ReadRoster;
  let roster: NormalisedRoster;
  const rowOf = (row: number): NormalisedRow => {
    const found = roster.rows.find((candidate) => candidate.row === row);
    if (found === undefined) throw new Error(`row ${row} is missing`);
    return found;
  };

  beforeAll(async () => {
    const bytes = readFileSync(new URL('roster-messy.xlsx', samples));
    const read = await readRoster(bytes, { asOf: expected.asOf, knownClasses: expected.knownClasses });
    if (!read.ok || read.roster === null) throw new Error('the sample must be readable');
    outcome = read;
    roster = read.roster;
  });

  it('finds the two-row header below title and note, on the first sheet (K-77)', () => {
    expect(outcome.headerRows).toEqual(expected.headerRows);
    expect(outcome.sheets[outcome.sheet]?.name).toBe(expected.sheet);
    expect(roster.rows[0]?.row).toBe(expected.firstDataRow);
  });

  it('K-77: does not read hidden columns, but names them', () => {
    const hidden = outcome.columns.filter((column) => column.hidden);
    expect(hidden.map((column) => column.header)).toEqual(expected.hiddenColumns);
    expect(hidden.every((column) => column.field === null)).toBe(true);
  });

  it('K-77: lists blank, header, total and signature rows as skipped', () => {
    expect(roster.skipped).toEqual(expected.skipped);
  });

  it('counts as expected', () => {
    expect(roster.summary).toMatchObject(expected.summary);
    expect(roster.rows.map((row) => row.row)).toEqual(expected.rows.map((row) => row.row));
  });

  it.each(expected.rows.map((row) => [row.row, row.tag ?? row.status, row] as const))('row %i: %s', (number, _, like) => {
    const row = rowOf(number);
    expect(row.status).toBe(like.status);
    expect(row.refusedFor).toEqual(like.refusedFor ?? []);
    if (like.otherRow !== undefined) expect(row.otherRow).toBe(like.otherRow);
    if (like.fields === undefined) {
      expect(row.fields).toBeNull();
      return;
    }
    expect(inExpectedShape(row, like.fields)).toEqual(like.fields);
    expect(row.corrections.toSorted(byField)).toEqual(like.corrections?.toSorted(byField));
    expect(row.warnings).toHaveLength(like.warnings?.length ?? 0);
    expect(row.warnings).toEqual(expect.arrayContaining(like.warnings ?? []));
  });

  it('K-72: namesakes are taken and told of', () => {
    expect(rowOf(70).notices).toEqual([{ field: '姓名', reason: 'namesake', otherRow: 40 }]);
  });
});
