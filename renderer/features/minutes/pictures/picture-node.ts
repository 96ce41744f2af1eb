import { mergeAttributes, Node, type Editor } from '@tiptap/core';
import { ReactNodeViewRenderer } from '@tiptap/react';
import { fitPicture } from './fit-picture.ts';
import type { PictureBook } from './picture-book.ts';
import { PictureView } from './PictureView.tsx';

const number = (name: string) => ({
  default: null,
  parseHTML: (element: HTMLElement) => Number(element.getAttribute(name)),
});

/** A picture: the text keeps which it is. One from another page has no such name, and isn't taken. */
export const PictureNode = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    hash: {
      default: null,
      parseHTML: (element) => element.getAttribute('data-picture'),
      renderHTML: ({ hash }) => ({ 'data-picture': hash as unknown }),
    },
    width: number('width'),
    height: number('height'),
    alt: { default: '' },
  }),
  parseHTML: () => [{ tag: 'img[data-picture]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes)],
  addNodeView: () => ReactNodeViewRenderer(PictureView),
});

/** What is chosen as a picture file. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/**
 * Puts an image file into the text at a place, or where somebody writes; false when it is no image that the minutes can
 * hold. Throws `AppError` or `Unreachable` when the server doesn't take it. The text is as before then.
 */
export async function putPicture(
  editor: Editor,
  pictures: PictureBook,
  file: Blob,
  at?: number,
): Promise<boolean> {
  const made = await fitPicture(file);
  if (made === undefined) return false;
  const { bytes, width, height } = made;
  const hash = await pictures.put(bytes);
  // The text may have become shorter meanwhile.
  const place = Math.min(at ?? editor.state.selection.to, editor.state.doc.content.size);
  editor
    .chain()
    .insertContentAt(place, { type: 'image', attrs: { hash, width, height, alt: '' } })
    .focus()
    .run();
  return true;
}
