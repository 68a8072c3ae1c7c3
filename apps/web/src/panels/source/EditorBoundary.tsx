import { Component, type ReactNode } from 'react';

interface Props {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Where the editor cannot be loaded, a plain text field takes its place; React asks for a class here. */
export class EditorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <p className="editor-failed" role="status">
          The editor could not be loaded, perhaps for want of a connection. This plain field does the same work.
        </p>
        {this.props.fallback}
      </>
    );
  }
}
