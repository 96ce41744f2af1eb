/** What the page is told in the fragment of its address: where to meet, and under which name of the text. */
export interface TiptapSettings {
  readonly server: string;
  readonly room: string;
  readonly field: string;
}
