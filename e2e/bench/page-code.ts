/** Where a page of a measured PDF carries its number: so many cells of this size, lowest bit first, in PDF points. */
export const CODE_BITS = 12;
export const CODE_CELL = 12;
export const CODE_LEFT = 30;
export const CODE_TOP = 12;
