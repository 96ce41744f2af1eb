/** People of the organisation: their faces on screens, and the administrator's pages about their accounts. */
export { mayAttend, personChoices, positionOf, usePeopleBook, type PeopleBook } from './people-book.ts';
export { personColour } from './person-colour.ts';
export { PersonAvatar, type PersonAvatarProps } from './PersonAvatar.tsx';
export { readCsvText } from './csv-file.ts';
export { SampleLinkButton } from './SampleLinkButton.tsx';
export { CopyField } from './CopyField.tsx';
