@NullMarked
package dev.waybill.files.deliver;

import org.jspecify.annotations.NullMarked;
