import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TextArea, TextField } from 'react-aria-components';
import type { Choice } from './choice.ts';
import { inputClass, optionClass } from './control-styles.ts';
import { cx } from './cx.ts';
import { FieldLabel, fieldClass } from './field-parts.tsx';
import { announce } from './LiveRegion.tsx';

export interface SuggestAreaProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The sign after which something is offered, such as @. */
  readonly sign: string;
  /** What is offered for the words typed after the sign, a handful; the label of what is picked is written in their place. */
  readonly suggest: (query: string) => readonly Choice<string>[];
  readonly rows?: number;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  /** Ctrl+Enter. */
  readonly onSubmit?: () => void;
}

/** Most signs of a query: what is longer is no name any more. */
const LONGEST = 40;

/** Several lines of text in which a sign offers names: arrow keys choose, Enter or Tab takes, Escape leaves it. */
export function SuggestArea({
  label,
  hideLabel = false,
  placeholder,
  value,
  onChange,
  sign,
  suggest,
  rows = 3,
  maxLength,
  autoFocus = false,
  onSubmit,
}: SuggestAreaProps) {
  const { t } = useTranslation('ui');
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  /** Where a sign stands that was answered or turned away. */
  const [done, setDone] = useState(-1);
  const query = queryAt(value, caret, sign);
  const found = query === undefined || query.at === done ? [] : suggest(query.text);
  const current = found[Math.min(active, found.length - 1)];

  const look = (text: string, at: number) => {
    setCaret(at);
    setActive(0);
    const next = queryAt(text, at, sign);
    if (next === undefined) setDone(-1);
    else if (next.at !== done) {
      const count = suggest(next.text).length;
      if (count > 0) announce(t('suggested', { count }));
    }
  };
  const pick = (choice: Choice<string>) => {
    if (query === undefined) return;
    const written = `${sign}${choice.label} `;
    const text = value.slice(0, query.at) + written + value.slice(caret);
    const at = query.at + written.length;
    onChange(text);
    setDone(query.at);
    setCaret(at);
    // After the value is on screen: a field puts the caret at its end when its text is replaced.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
    });
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit?.();
      return;
    }
    if (current === undefined || query === undefined) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((Math.min(active, found.length - 1) + step + found.length) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(current);
    else if (event.key === 'Escape') setDone(query.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <TextField value={value} onChange={onChange} autoFocus={autoFocus} className={fieldClass}>
      <FieldLabel label={label} isOptional={false} hideLabel={hideLabel} />
      <TextArea
        ref={area}
        rows={rows}
        {...(maxLength === undefined ? {} : { maxLength })}
        {...(placeholder === undefined ? {} : { placeholder })}
        aria-autocomplete="list"
        {...(current === undefined
          ? {}
          : { 'aria-controls': list, 'aria-activedescendant': `${list}-${current.id}` })}
        className={cx(inputClass, 'resize-y')}
        onSelect={({ currentTarget }) => {
          const { selectionStart } = currentTarget;
          if (selectionStart !== caret) look(currentTarget.value, selectionStart);
        }}
        onKeyDownCapture={key}
      />
      {current === undefined ? null : (
        <ul
          id={list}
          role="listbox"
          aria-label={t('suggestions')}
          className="rounded-md border border-line bg-raised p-1 shadow-raised"
        >
          {found.map((choice) => (
            <li
              key={choice.id}
              id={`${list}-${choice.id}`}
              role="option"
              aria-selected={choice === current}
              className={cx(
                optionClass,
                choice === current && 'bg-hover outline-2 -outline-offset-2 outline-focus',
              )}
              // The text keeps the focus and its caret.
              onPointerDown={(event) => {
                event.preventDefault();
                pick(choice);
              }}
            >
              <span className="flex min-w-0 flex-col leading-snug">
                <span>{choice.label}</span>
                {choice.detail === undefined ? null : (
                  <span className="text-sm text-ink-muted">{choice.detail}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </TextField>
  );
}

/** The words between a sign and the caret, when the sign begins a word and they are short. */
function queryAt(text: string, caret: number, sign: string): { at: number; text: string } | undefined {
  const at = text.lastIndexOf(sign, caret - 1);
  if (at === -1 || caret <= at || caret - at > LONGEST) return undefined;
  const query = text.slice(at + sign.length, caret);
  if (query.includes('\n') || /[\p{L}\p{N}]/u.test(text.slice(at - 1, at))) return undefined;
  return { at, text: query };
}
