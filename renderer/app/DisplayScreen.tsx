import { DisplayPage } from '../features/display/index.ts';
import { DisplayMenu } from './shell/DisplayMenu.tsx';

/** The screen of a room, with the language and look of this machine to be chosen on it. */
export function DisplayScreen() {
  return <DisplayPage controls={<DisplayMenu />} />;
}
