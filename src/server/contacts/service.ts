// What other features need of the contact card: how numbers of staff and of guardians' answers are sealed.
export { staffContext } from '#server/contacts/parts/card.ts'
export { proposalContext } from '#server/contacts/parts/check.ts'
