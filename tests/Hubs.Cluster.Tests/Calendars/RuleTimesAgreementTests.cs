using Hubs.Silo.Calendars;

namespace Hubs.Cluster.Tests.Calendars;

/// <summary>A calendar must not say one thing on one machine and another in a cluster.</summary>
public class RuleTimesAgreementTests
{
    private const int Rules = 10_000;

    [Fact]
    public void Ical_Net_and_our_own_reading_find_the_same_times_for_ten_thousand_rules()
    {
        var dice = new Random(5545);
        var (compared, found, different) = (0, 0, new List<string>());
        while (compared < Rules)
        {
            var generated = GeneratedRule.From(dice);
            var rule = Repetition.Read(generated.Text)!;
            if (!RuleTimes.IsForIcalNet(rule))
                continue;
            compared++;
            var start = new CalendarTime(generated.Start, CalendarZone.London, IsDate: false);
            var from = generated.Start.AddDays(
                rule.Unit < RepetitionUnit.Hourly ? dice.Next(0, 200) : 0
            );
            var to = generated.Start + generated.Length;
            List<DateTime> ours = [.. rule.Times(start, from, to, new CalendarWork())];
            List<DateTime> theirs = [.. RuleTimes.Of(rule, start, from, to, new CalendarWork())];
            found += ours.Count;
            if (!ours.SequenceEqual(theirs))
                different.Add(
                    $"{generated.Text} from {generated.Start:s}: only ours {Some(ours.Except(theirs))}, only Ical.Net's {Some(theirs.Except(ours))}"
                );
        }

        Assert.True(
            different.Count == 0,
            $"{different.Count} of {Rules} differ:\n{string.Join('\n', different.OrderBy(text => text.Length).Take(40))}"
        );
        Assert.True(found > 10 * Rules, "Hardly any rule found a time.");
    }

    private static string Some(IEnumerable<DateTime> times) =>
        string.Join(", ", times.Take(3).Select(time => $"{time:s}"));
}
