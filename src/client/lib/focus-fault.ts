/** One control, or the first pill of a question: whatever stands first among those marked. */
const faulty = '[aria-invalid=true], fieldset:has(> [id$="-error"]) :is(input, textarea)'

/** After a refused form the first field that needs correcting takes the focus, once it has been marked. */
export function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const field = form.querySelector<HTMLElement>(faulty)
    // In the middle: the bar with the button covers the lower end of a phone.
    field?.closest('fieldset, div')?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  })
}
