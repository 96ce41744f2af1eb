import type { TFunction } from 'i18next';
import { MinutesPicture } from '#protocol/minutes/picture';
import type { Block } from '../../administrative-document/index.ts';
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

function said(text: string): Block {
  return { is: 'paragraph', runs: [{ text, italic: true }] };
}
