import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/index.ts';

interface SelectionButtonProps {
  readonly editor: Editor;
  readonly onPress: () => void;
}

/** About as wide as the button, in pixels: it stays within the sheet. */
const WIDTH = 130;

/** Begins a comment right below what is selected, where the panel may be far away. */
export function SelectionButton({ editor, onPress }: SelectionButtonProps) {
  const { t } = useTranslation('minutes');
  const [place, setPlace] = useState<{ readonly top: number; readonly left: number } | null>(null);
  const container = editor.view.dom.parentElement;
  useEffect(() => {
    let frame = 0;
    const find = () => {
      frame = 0;
      if (editor.isDestroyed) return;
      const { from, to, empty } = editor.state.selection;
      const box = editor.view.dom.parentElement?.getBoundingClientRect();
      if (empty || box === undefined || editor.state.doc.textBetween(from, to, ' ').trim() === '') {
        setPlace(null);
        return;
      }
      const { bottom, left } = editor.view.coordsAtPos(to);
      const next = {
        top: bottom - box.top + 6,
        left: Math.max(0, Math.min(left - box.left, box.width - WIDTH)),
      };
      setPlace((before) => (before?.top === next.top && before.left === next.left ? before : next));
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(find);
    };
    later();
    editor.on('transaction', later);
    addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      editor.off('transaction', later);
      removeEventListener('resize', later);
    };
  }, [editor]);
  if (place === null || container === null) return null;
  return createPortal(
    <div className="absolute z-10 shadow-raised" style={place}>
      {/* The panel's button and Ctrl+Alt+M do the same from the keyboard. */}
      <Button icon="comment" excludeFromTabOrder onPress={onPress}>
        {t('comments.title')}
      </Button>
    </div>,
    container,
  );
}
