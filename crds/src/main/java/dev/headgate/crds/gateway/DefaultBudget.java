package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.BudgetWindow;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Budget of tenants that have none. */
@ApiObject
@ValidationRule(
    value = "self.window in ['Hour', 'Day', 'Week', 'Month']",
    message = "a default budget counts by Hour, Day, Week or Month",
    fieldPath = ".window")
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
public record DefaultBudget(
    @Doc(
            value = "How long it counts before it begins anew: Hour, Day, Week or Month.",
            example = "Day")
        @Required
        BudgetWindow window,
    @Doc(value = "The most a tenant may spend in a window.", unit = "money", example = "\"50.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Required
        Decimal amount,
    @Doc(value = "Currency of amount, an ISO 4217 code.", example = "USD")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        @Required
        String currency) {}
