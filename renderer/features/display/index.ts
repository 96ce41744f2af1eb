/** The screen of a room (màn hình phòng họp): the page itself, the links to it, and checking in with its code. */
export { DisplayPage } from './DisplayPage.tsx';
export { useScreenActions } from './useScreenActions.tsx';
