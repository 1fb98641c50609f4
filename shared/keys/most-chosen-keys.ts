/** So many keys may be chosen one by one, and be removed or exported together. */
export const mostChosenKeys = 1_000
