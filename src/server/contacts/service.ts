// What other features need of the contact card: under what the numbers of staff and of guardians' answers are sealed.
export const staffContext = (userId: string): string => `staff.phone:${userId}`
export const proposalContext = (id: string): string => `contactProposal.phone:${id}`
