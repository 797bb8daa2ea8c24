/** What a command was told, kept beside what it parks. */
@NullMarked
package dev.waybill.cli.kept;

import org.jspecify.annotations.NullMarked;
