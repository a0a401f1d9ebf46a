using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hubs.Model;

/// <summary>A <see cref="RecurrenceRule"/> as RFC 5545 writes it, both ways.</summary>
internal sealed class RecurrenceText
{
    private const int MostInterval = 999;
    private const int MostCount = 10_000;

    private static readonly ImmutableArray<string> Weekdays =
    [
        "SU",
        "MO",
        "TU",
        "WE",
        "TH",
        "FR",
        "SA",
    ];

    private readonly List<string> _faults = [];
    private RecurrenceRule _rule = new() { Frequency = RecurrenceFrequency.Daily };

    private RecurrenceText() { }

    public static bool TryRead(
        string text,
        [NotNullWhen(true)] out RecurrenceRule? rule,
        out ImmutableArray<string> faults
    )
    {
        var reading = new RecurrenceText();
        reading.Read(text.Trim().ToUpperInvariant());
        rule = reading._faults.Count == 0 ? reading._rule : null;
        faults = [.. reading._faults];
        return rule is not null;
    }

    public static string Write(RecurrenceRule rule)
    {
        var text = new StringBuilder("FREQ=").Append(rule.Frequency.ToString().ToUpperInvariant());
        if (rule.Interval != 1)
            text.Append(CultureInfo.InvariantCulture, $";INTERVAL={rule.Interval}");
        if (!rule.ByMonth.IsEmpty)
            text.Append(";BYMONTH=").AppendJoin(',', rule.ByMonth);
        if (!rule.ByMonthDay.IsEmpty)
            text.Append(";BYMONTHDAY=").AppendJoin(',', rule.ByMonthDay);
        if (!rule.ByDay.IsEmpty)
            text.Append(";BYDAY=").AppendJoin(',', rule.ByDay.Select(Write));
        if (rule.WeekStart != DayOfWeek.Monday)
            text.Append(";WKST=").Append(Weekdays[(int)rule.WeekStart]);
        if (rule.Count is { } count)
            text.Append(CultureInfo.InvariantCulture, $";COUNT={count}");
        if (rule.Until is { } until)
            text.Append(";UNTIL=").Append(Write(until));
        return text.ToString();
    }

    private static string Write(NthWeekday day) =>
        day.Nth == 0
            ? Weekdays[(int)day.Day]
            : day.Nth.ToString(CultureInfo.InvariantCulture) + Weekdays[(int)day.Day];

    private static string Write(RecurrenceEnd until)
    {
        var date = until.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return until.Time is { } time
            ? date
                + time.ToString("'T'HHmmss", CultureInfo.InvariantCulture)
                + (until.IsUtc ? "Z" : "")
            : date;
    }

    private void Read(string text)
    {
        if (text.StartsWith("RRULE:", StringComparison.Ordinal))
        {
            _faults.Add("leave out 'RRULE:' and begin with FREQ=");
            return;
        }
        var seen = new HashSet<string>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            if (equals <= 0 || equals == part.Length - 1)
                _faults.Add($"'{part}' is not NAME=VALUE, such as FREQ=WEEKLY");
            else if (!seen.Add(part[..equals]))
                _faults.Add($"{part[..equals]} is given twice; give it once");
            else
                ReadPart(part[..equals], part[(equals + 1)..]);
        }
        if (!seen.Contains("FREQ"))
            _faults.Add("FREQ is missing: begin with FREQ=WEEKLY, say");
        else
            CheckTogether();
    }

    private void ReadPart(string name, string value)
    {
        switch (name)
        {
            case "FREQ":
                ReadFrequency(value);
                break;
            case "INTERVAL" when Number(name, value, 1, MostInterval) is { } interval:
                _rule = _rule with { Interval = interval };
                break;
            case "COUNT" when Number(name, value, 1, MostCount) is { } count:
                _rule = _rule with { Count = count };
                break;
            case "BYMONTH":
                _rule = _rule with { ByMonth = Numbers(name, value, 1, 12) };
                break;
            case "BYMONTHDAY":
                _rule = _rule with { ByMonthDay = Numbers(name, value, -31, 31) };
                break;
            case "BYDAY":
                _rule = _rule with { ByDay = ReadDays(value) };
                break;
            case "WKST" when Weekday(value) is { } day:
                _rule = _rule with { WeekStart = day };
                break;
            case "WKST":
                _faults.Add($"WKST={value} is not a weekday: one of {string.Join(", ", Weekdays)}");
                break;
            case "UNTIL":
                ReadUntil(value);
                break;
            case "INTERVAL" or "COUNT":
                break; // Number has said what is wrong.
            default:
                _faults.Add(
                    $"{name} is not understood here: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, WKST, COUNT and UNTIL are"
                        + (name == "BYSETPOS" ? " (the last Friday of a month is BYDAY=-1FR)" : "")
                );
                break;
        }
    }

    private void ReadFrequency(string value)
    {
        RecurrenceFrequency? frequency = value switch
        {
            "DAILY" => RecurrenceFrequency.Daily,
            "WEEKLY" => RecurrenceFrequency.Weekly,
            "MONTHLY" => RecurrenceFrequency.Monthly,
            "YEARLY" => RecurrenceFrequency.Yearly,
            _ => null,
        };
        if (frequency is { } known)
            _rule = _rule with { Frequency = known };
        else
            _faults.Add(
                $"FREQ={value} is not DAILY, WEEKLY, MONTHLY or YEARLY"
                    + (value is "FORTNIGHTLY" ? " (write FREQ=WEEKLY;INTERVAL=2)" : "")
            );
    }

    private ImmutableArray<NthWeekday> ReadDays(string value)
    {
        var days = ImmutableArray.CreateBuilder<NthWeekday>();
        foreach (var text in value.Split(','))
        {
            var nth = 0;
            if (
                text.Length < 2
                || Weekday(text[^2..]) is not { } day
                || (text.Length > 2 && (!TryNumber(text[..^2], out nth) || nth == 0))
            )
                _faults.Add(
                    $"BYDAY '{text}' is not a weekday: TU, or 1TU for the first and -1TU for the last of a month"
                );
            else if (!days.Contains(new NthWeekday(nth, day)))
                days.Add(new NthWeekday(nth, day));
        }
        return days.ToImmutable();
    }

    private void ReadUntil(string value)
    {
        const DateTimeStyles none = DateTimeStyles.None;
        var invariant = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(value, "yyyyMMdd", invariant, none, out var date))
            _rule = _rule with { Until = new RecurrenceEnd(date) };
        else if (
            DateTime.TryParseExact(
                value.TrimEnd('Z'),
                "yyyyMMdd'T'HHmmss",
                invariant,
                none,
                out var moment
            ) && !value.EndsWith("ZZ", StringComparison.Ordinal)
        )
            _rule = _rule with
            {
                Until = new RecurrenceEnd(
                    DateOnly.FromDateTime(moment),
                    TimeOnly.FromDateTime(moment),
                    value.EndsWith('Z')
                ),
            };
        else
            _faults.Add($"UNTIL={value} is not a date: write 20261231 or 20261231T235959Z");
    }

    private void CheckTogether()
    {
        if (_rule is { Count: not null, Until: not null })
            _faults.Add("COUNT and UNTIL cannot both be given; leave one out");
        var frequency = _rule.Frequency;
        if (frequency == RecurrenceFrequency.Weekly && !_rule.ByMonthDay.IsEmpty)
            _faults.Add("BYMONTHDAY does not go with FREQ=WEEKLY; use FREQ=MONTHLY or BYDAY");
        var most = frequency switch
        {
            RecurrenceFrequency.Daily or RecurrenceFrequency.Weekly => 0,
            RecurrenceFrequency.Yearly when _rule.ByMonth.IsEmpty => 53,
            _ => 5,
        };
        foreach (var day in _rule.ByDay.Where(day => Math.Abs(day.Nth) > most))
            _faults.Add(
                most == 0
                    ? $"BYDAY '{Write(day)}' needs FREQ=MONTHLY; with {frequency.ToString().ToUpperInvariant()} write {Weekdays[(int)day.Day]}"
                    : $"BYDAY '{Write(day)}': there are at most {most}, so -{most} to {most}"
            );
    }

    private ImmutableArray<int> Numbers(string name, string value, int least, int most) =>
        [
            .. value
                .Split(',')
                .Select(text => Number(name, text, least, most))
                .OfType<int>()
                .Distinct(),
        ];

    /// <summary>Null, and a fault noted, unless it is a number in the range; zero never is.</summary>
    private int? Number(string name, string text, int least, int most)
    {
        if (TryNumber(text, out var number) && number != 0 && number >= least && number <= most)
            return number;
        _faults.Add(
            $"{name} '{text}' is not a number from {least} to {most}"
                + (least < 0 ? " (not 0; -1 is the last)" : "")
        );
        return null;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static DayOfWeek? Weekday(string text) =>
        Weekdays.IndexOf(text) is >= 0 and var index ? (DayOfWeek)index : null;
}
