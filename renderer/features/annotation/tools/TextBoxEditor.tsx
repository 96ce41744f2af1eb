import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { TextArea } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { MAX_NOTE, type TextBoxMark } from '#protocol/annotation/mark';
import type { PageTransform, Rect } from '#protocol/annotation/page-transform';
import type { AnnotationSession } from '../annotation-session.ts';
import { inkColour } from '../mark-colours.ts';
import { PAGE_FONT } from '../painting/fonts.ts';
import { textBoxHeight } from '../painting/text-box-height.ts';
import { uprightFrame } from '../painting/upright.ts';
import { removing } from '../selection/mark-edits.ts';
import { LINE_HEIGHT } from '../text-lines.ts';
import type { Draft } from './gesture.ts';

export interface TextBoxEditorProps {
  readonly session: AnnotationSession;
  readonly draft: Extract<Draft, { kind: 'textBox' }>;
  readonly transform: PageTransform;
}

/** Types a text box where it stands, in its own letters. Leaving it keeps what was typed; nothing typed is no text box. */
export function TextBoxEditor({ session, draft, transform }: TextBoxEditorProps) {
  const { t } = useTranslation('annotation');
  const field = useRef<HTMLTextAreaElement>(null);
  const { pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const { page, rotation, box, placed } = draft;
  const before = placed?.mark.kind === 'textBox' ? placed.mark : undefined;
  const [text, setText] = useState(before?.text ?? '');
  const typed = useRef(text);
  const isDone = useRef(false);
  const { colour, size } = before ?? pens.textBox;
  const look = useRef({ colour, size });

  const finish = () => {
    if (isDone.current) return;
    isDone.current = true;
    const clean = typed.current.normalize('NFC').trimEnd().slice(0, MAX_NOTE);
    session.hand.setDraft(null);
    if (placed !== null && clean === '') session.marks.write(removing(session.marks, [placed]));
    if (clean === '' || clean === before?.text) return;
    const mark: TextBoxMark = textBoxHeight(
      {
        ...before,
        kind: 'textBox',
        page,
        ...look.current,
        ...plain(box),
        text: clean,
        at: before?.at ?? Date.now(),
      },
      rotation,
    );
    session.hand.putText(mark, placed);
  };
  const latest = useRef(finish);
  useEffect(() => {
    look.current = { colour, size };
    latest.current = finish;
  });
  useEffect(() => {
    const element = field.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
    // A page that is scrolled away takes its editor along.
    return () => latest.current();
  }, []);

  const frame = uprightFrame(box, rotation);
  const at = transform.toScreen(frame.origin);
  const right = transform.toScreen({ x: frame.origin.x + frame.right.x, y: frame.origin.y + frame.right.y });
  const angle = Math.round((Math.atan2(right.y - at.y, right.x - at.x) * 180) / Math.PI);
  const { scale } = transform;
  return (
    <div
      data-mark-control
      style={{
        left: at.x,
        top: at.y,
        width: frame.width * scale,
        transform: `rotate(${angle}deg)`,
        transformOrigin: '0 0',
      }}
      className="absolute z-20 rounded-sm bg-[#fff]/85 outline-2 outline-offset-3 outline-[#1f4f93]"
    >
      <TextArea
        ref={field}
        aria-label={t('textBox.label')}
        placeholder={t('textBox.placeholder')}
        maxLength={MAX_NOTE}
        value={text}
        rows={1}
        onChange={(event) => {
          typed.current = event.target.value;
          setText(event.target.value);
        }}
        onBlur={finish}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
        style={{
          color: inkColour('pen', colour),
          fontFamily: PAGE_FONT,
          fontSize: size * scale,
          lineHeight: LINE_HEIGHT,
          // What is typed breaks its lines where it will when it is painted.
          fieldSizing: 'content',
          minHeight: Math.max(size * LINE_HEIGHT, frame.height) * scale,
        }}
        className="block w-full resize-none overflow-hidden bg-transparent p-0 break-words outline-none placeholder:text-[#565b68]"
      />
    </div>
  );
}

/** The box alone: a mark may have been given. */
function plain({ x, y, width, height }: Rect): Rect {
  return { x, y, width, height };
}
