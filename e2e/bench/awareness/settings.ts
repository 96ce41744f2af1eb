/** What the page is told in the fragment of its address: where to meet, and where the page lies in the window. */
export interface AwarenessSettings {
  readonly server: string;
  readonly room: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
