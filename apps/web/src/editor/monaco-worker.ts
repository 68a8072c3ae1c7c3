/** What Monaco computes off the page, such as the differences between two texts; started when first asked for. */
import 'monaco-editor/editor/editor.worker';
