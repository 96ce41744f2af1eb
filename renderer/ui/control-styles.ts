import { cx } from './cx.ts';

/** Looks of a button: one `primary` on a screen, `danger` only for what cannot be undone. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
/** Heights: `sm` for dense rows, `md` everywhere, `lg` for the one thing a page is for. Fingers always get 44 px. */
export type ControlSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary:
    'bg-accent text-on-accent border-transparent data-hovered:bg-accent-hover data-pressed:bg-accent-pressed',
  secondary:
    'bg-surface text-ink border-line-strong/60 data-hovered:bg-hover data-pressed:bg-pressed aria-expanded:bg-hover',
  quiet:
    'bg-transparent text-ink border-transparent data-hovered:bg-hover data-pressed:bg-pressed aria-expanded:bg-hover',
  danger: 'bg-live text-on-live border-transparent data-hovered:bg-live-hover data-pressed:bg-live-hover',
};

const heights: Record<ControlSize, string> = {
  sm: 'min-h-(--control-sm) px-2.5 text-sm gap-1.5',
  md: 'min-h-(--control-md) px-3.5 text-base gap-2',
  lg: 'min-h-(--control-lg) px-5 text-base gap-2',
};

const squares: Record<ControlSize, string> = {
  sm: 'size-(--control-sm)',
  md: 'size-(--control-md)',
  lg: 'size-(--control-lg)',
};

const base =
  'inline-flex shrink-0 items-center justify-center rounded-md border font-medium select-none no-underline transition-colors duration-100 data-disabled:text-ink-disabled data-disabled:bg-sunken data-disabled:border-line';

/** Classes of anything that looks like a button, links included. */
export function buttonClass(variant: ButtonVariant, size: ControlSize, extra?: string): string {
  return cx(base, 'py-1 text-center leading-tight', variants[variant], heights[size], extra);
}

/** Classes of a square button that holds one icon. */
export function iconButtonClass(variant: ButtonVariant, size: ControlSize, extra?: string): string {
  return cx(base, variants[variant], squares[size], extra);
}

/** The box a person types or picks in. */
export const inputClass =
  'w-full min-h-(--control-md) rounded-md border border-line-strong/70 bg-surface px-3 py-1.5 text-base text-ink placeholder:text-ink-muted data-hovered:border-line-strong data-focused:border-accent data-invalid:border-live data-invalid:border-2 data-disabled:bg-sunken data-disabled:text-ink-disabled';

/** A surface that floats above the page: menus, pickers, popovers. */
export const floatClass = 'appear rounded-lg border border-line bg-raised text-ink shadow-float outline-none';

/** A row in a menu or a list of choices. */
export const optionClass =
  'flex min-h-(--control-md) cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 text-base outline-none select-none data-focused:bg-hover data-hovered:bg-hover data-pressed:bg-pressed data-disabled:text-ink-disabled data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus';

/** The box of a day or a time. Two pixels more than a control: a day has one inside its frame, and a time beside it must be as high. */
export const dateBox =
  'flex min-h-[calc(var(--control-md)+2px)] items-center rounded-md border border-line-strong/70 bg-surface pl-3 text-base data-focus-within:border-accent data-invalid:border-2 data-invalid:border-live data-disabled:bg-sunken data-disabled:text-ink-disabled';
/** A part of it: the day, the month, the hour. */
export const dateSegment =
  'figures rounded-sm px-0.5 outline-none data-placeholder:text-ink-muted data-focused:bg-accent data-focused:text-on-accent';
