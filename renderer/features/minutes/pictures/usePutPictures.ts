import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Unreachable } from '../../../sync/api-client.ts';
import { useErrorText } from '../../../sync/error-text.ts';
import { toast } from '../../../ui/index.ts';
import type { PictureBook } from './picture-book.ts';
import { putPicture } from './picture-node.ts';

/** Puts image files into the text one after the other, and says of each that can't be why. */
export function usePutPictures(
  pictures: PictureBook | undefined,
): (editor: Editor, files: readonly File[], at?: number) => void {
  const { t } = useTranslation('minutes');
  const errorText = useErrorText();
  const putAll = async (editor: Editor, files: readonly File[], at?: number) => {
    if (pictures === undefined) return;
    for (const file of files) {
      try {
        const isPut = await putPicture(editor, pictures, file, at);
        if (!isPut) toast(t('templates.picture.noPicture', { name: file.name }), 'error');
      } catch (error) {
        toast(error instanceof Unreachable ? t('templates.picture.offline') : errorText(error), 'error');
        return;
      }
    }
  };
  // The editor is made once and asks for what is so now.
  const now = useRef(putAll);
  useEffect(() => {
    now.current = putAll;
  });
  return (editor, files, at) => void now.current(editor, files, at);
}
