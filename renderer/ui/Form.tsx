import type { ReactNode, SubmitEvent } from 'react';
import { cx } from './cx.ts';

export interface FormProps {
  /** For a submit button outside of the form, by its `form` attribute. */
  readonly id?: string;
  readonly onSubmit: () => Promise<void> | void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A form whose fields say themselves what is wrong; after a try that fails the first such field has the focus. */
export function Form({ id, onSubmit, className, children }: FormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const form = event.currentTarget;
    void onSubmit();
    requestAnimationFrame(() => {
      form
        .querySelector<HTMLElement>(
          ':is(input, textarea, button)[aria-invalid="true"], [data-invalid] :is(input, textarea, button)',
        )
        ?.focus();
    });
  };
  return (
    <form
      {...(id === undefined ? {} : { id })}
      noValidate
      onSubmit={submit}
      className={cx('flex flex-col', className ?? 'gap-4')}
    >
      {children}
    </form>
  );
}
