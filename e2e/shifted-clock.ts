// Preloaded into the server under test: its clock starts at E2E_NOW and runs on, so that terms and due days stay put.
// A test may set it to another instant; what the server starts from then on begins there.
const start = Date.parse(process.env['E2E_NOW'] ?? '')
const RealDate = Date
let offset = Number.isNaN(start) ? 0 : start - RealDate.now()

class ShiftedDate extends RealDate {
  constructor(...args: [] | [string | number | Date]) {
    super(...((args.length === 0 ? [RealDate.now() + offset] : args) as [number]))
  }
  static override now(): number {
    return RealDate.now() + offset
  }
}
globalThis.Date = ShiftedDate as DateConstructor

process.on('message', (now: unknown) => {
  if (typeof now !== 'string') return
  offset = Date.parse(now) - RealDate.now()
  process.env['E2E_NOW'] = now
  process.send?.(now)
})
