import type { TFunction } from 'i18next';
import { MinutesPicture } from '#protocol/minutes/picture';
import type { Block } from '../../administrative-document/index.ts';
import type { TextNode } from '../text-blocks.ts';
import type { PictureBook } from './picture-book.ts';

/** Points of a pixel: a picture is as large on paper as on a screen, or as wide as the text. */
const POINTS = 0.75;

/** A picture of the text as a block; where its bytes aren't there, what it shows in words, and that it is missing. */
export function pictureBlock(
  attributes: unknown,
  pictures: Pick<PictureBook, 'standing'> | undefined,
  t: TFunction<'minutes'>,
): Block {
  const parsed = MinutesPicture.safeParse(attributes);
  if (!parsed.success) return said(t('document.line.unknown'));
  const { hash, width, height, alt } = parsed.data;
  const standing = pictures?.standing(hash);
  const words = alt === '' ? t('templates.picture.unnamed') : alt;
  if (standing?.is !== 'there') return said(t('templates.picture.missing', { alt: words }));
  const { type, bytes } = standing;
  return { is: 'image', type, bytes, width: width * POINTS, height: height * POINTS, alt: words };
}

/** How many pictures of a text a file would have in words only, because their bytes aren't there. */
export function missingPictures(
  nodes: readonly TextNode[],
  pictures: Pick<PictureBook, 'standing'> | undefined,
): number {
  return nodes.reduce((count, { type, attrs, content = [] }) => {
    const picture = MinutesPicture.safeParse(attrs);
    const isMissing =
      type === 'image' && !(picture.success && pictures?.standing(picture.data.hash).is === 'there');
    return count + (isMissing ? 1 : 0) + missingPictures(content, pictures);
  }, 0);
}

function said(text: string): Block {
  return { is: 'paragraph', runs: [{ text, italic: true }] };
}
