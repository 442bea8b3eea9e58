package dev.headgate.crds.budget;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.BudgetWindow;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.Weekday;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit: money or tokens in a window. Name, window and unit are immutable, because counters
 * hang on them.
 */
@ApiObject
@ValidationRule(
    value = "has(self.amount) != has(self.tokens)",
    message = "exactly one of amount and tokens is needed")
@ValidationRule(
    value = "has(self.amount) == has(self.currency)",
    message = "amount needs a currency, and tokens have none")
@ValidationRule(
    value = "!has(self.count) || has(self.tokens)",
    message = "count is only used with tokens",
    fieldPath = ".count")
@ValidationRule(
    value = "(self.window == 'Rolling') == has(self.duration)",
    message = "duration is needed with window: Rolling and only then")
@ValidationRule(
    value = "!has(self.startsOnDay) || self.window == 'Month'",
    message = "startsOnDay is only used with window: Month",
    fieldPath = ".startsOnDay")
@ValidationRule(
    value = "!has(self.startsOnWeekday) || self.window == 'Week'",
    message = "startsOnWeekday is only used with window: Week",
    fieldPath = ".startsOnWeekday")
@ValidationRule(
    value = "!has(self.topUps) || self.window == 'Prepaid'",
    message = "topUps are only used with window: Prepaid",
    fieldPath = ".topUps")
@ValidationRule(
    value = "self.window != 'Prepaid' || has(self.amount)",
    message = "a Prepaid limit is money: give amount and currency")
@ValidationRule(
    value =
        "(!has(self.amount) || double(self.amount) <= ((has(self.currency) ? self.currency : '') in"
            + " ['BIF', 'CLP', 'DJF', 'GNF', 'IDR', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF',"
            + " 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'] ? 9000000000.0 : 9000000.0)) ||"
            + " !self.amount.matches('^[0-9]+([.][0-9]+)?$')",
    message =
        "amount is more than counters hold exactly: 9000000, or 9000000000 in currencies without"
            + " decimals and IDR",
    fieldPath = ".amount")
@ValidationRule(
    value =
        "!has(self.topUps) || self.topUps.all(t, double(t.amount) <= ((has(self.currency) ?"
            + " self.currency : '') in ['BIF', 'CLP', 'DJF', 'GNF', 'IDR', 'ISK', 'JPY', 'KMF',"
            + " 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'] ?"
            + " 9000000000.0 : 9000000.0))",
    message =
        "a top-up is more than counters hold exactly: 9000000, or 9000000000 in currencies without"
            + " decimals and IDR",
    fieldPath = ".topUps")
@ValidationRule(
    value =
        "self.window == oldSelf.window && (has(self.duration) ? self.duration : '') =="
            + " (has(oldSelf.duration) ? oldSelf.duration : '')",
    message =
        "a limit's window is immutable, because its counter hangs on it: add a limit with another"
            + " name and remove this one")
@ValidationRule(
    value =
        "has(self.tokens) == has(oldSelf.tokens) && (has(self.currency) ? self.currency : '') =="
            + " (has(oldSelf.currency) ? oldSelf.currency : '') && (has(self.count) ? self.count :"
            + " 'Total') == (has(oldSelf.count) ? oldSelf.count : 'Total')",
    message =
        "a limit's unit (its currency, or which tokens count) is immutable, because its counter"
            + " hangs on it: add a limit with another name and remove this one")
public record Limit(
    @Doc(
            value = "Name, unique in this budget; callers see it when they are refused.",
            example = "day")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String name,
    @Doc(
            value =
                "Request: one request. Session: one session. Hour, Day, Week, Month: by the"
                    + " calendar of timezone. Rolling: any stretch of `duration`. Prepaid: until it"
                    + " is used up. Immutable: counters hang on it.",
            example = "Day")
        @Required
        BudgetWindow window,
    @Doc(value = "Length of a Rolling window.", example = "5h") @Within(min = "1m", max = "9999h")
        @Nullable Timespan duration,
    @Doc(
            value = "The most money in a window. Exactly one of amount and tokens.",
            unit = "money",
            example = "\"50.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal amount,
    @Doc(value = "Currency of amount, an ISO 4217 code.", example = "USD")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        @Nullable String currency,
    @Doc(
            value = "The most tokens in a window. Exactly one of amount and tokens.",
            unit = "tokens",
            example = "2000000")
        @Range(min = 1, max = 9000000000000000L)
        @Nullable Long tokens,
    @Doc(value = "Which tokens count.", byDefault = "Total", example = "Total")
        @Nullable TokenCount count,
    @Doc(
            value = "First day of a Month window.",
            unit = "day of the month",
            byDefault = "1",
            example = "1")
        @Range(min = 1, max = 28)
        @Nullable Integer startsOnDay,
    @Doc(value = "First day of a Week window.", byDefault = "Monday", example = "Monday")
        @Nullable Weekday startsOnWeekday,
    @Doc(value = "Payments that raise a Prepaid limit.", byDefault = "none")
        @Items(max = 64, key = "id")
        List<TopUp> topUps) {
  public Limit {
    topUps = Absent.list(topUps);
  }
}
