using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>
/// One cell being read. What is wrong with it goes to <paramref name="report"/> (value, sentence) and a default is answered.
/// Lists may be separated by spaces, commas, semicolons or bars; weekly windows by semicolons or bars.
/// </summary>
internal sealed class CsvCell(string text, Action<string?, string> report)
{
    private static readonly char[] ListMarks = [' ', ',', ';', '|'];
    private static readonly char[] WindowMarks = [';', '|'];

    public string Text => text;

    public bool IsEmpty => text.Length == 0;

    public TId Id<TId>()
        where TId : struct, IId<TId> => AsId<TId>(text) ?? default;

    public TId? OptionalId<TId>()
        where TId : struct, IId<TId> => IsEmpty ? null : AsId<TId>(text);

    public ImmutableArray<TId> Ids<TId>()
        where TId : struct, IId<TId> => [.. Items(ListMarks).Select(AsId<TId>).OfType<TId>()];

    public ImmutableArray<string> Texts() => [.. Items(ListMarks)];

    public TEnum Word<TEnum>()
        where TEnum : struct, Enum => AsWord<TEnum>(text) ?? default;

    public ImmutableArray<TEnum> EnumWords<TEnum>()
        where TEnum : struct, Enum => [.. Items(ListMarks).Select(AsWord<TEnum>).OfType<TEnum>()];

    public TimeSpan Duration(TimeSpan otherwise) =>
        IsEmpty ? otherwise : Keep(Words.ReadDuration(text, out var problem), problem) ?? otherwise;

    public int Whole(int otherwise) => OptionalWhole() ?? otherwise;

    public int? OptionalWhole() =>
        IsEmpty ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
            ? n
        : Keep<int>(null, $"'{text}' is not a whole number");

    public double Number() =>
        IsEmpty ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n)
        && double.IsFinite(n)
            ? n
        : Keep<double>(null, $"'{text}' is not a number: write it like 16 or 16.5") ?? 0;

    public DateOnly? OptionalDate() => IsEmpty ? null : AsDate(text);

    public ImmutableArray<DateOnly> Dates() =>
        [.. Items(ListMarks).Select(AsDate).OfType<DateOnly>()];

    public ImmutableArray<WeeklyWindow> Windows() =>
        [.. Items(WindowMarks).SelectMany(item => AsWindows(item))];

    /// <summary>"anyone" or "okafor-amara, sharma-priya": one part per person, parted by semicolons.</summary>
    public ImmutableArray<ClinicianNeed> People() =>
        [
            .. Items([';'])
                .Select(part =>
                    part == CsvText.Anyone
                        ? new ClinicianNeed()
                        : new ClinicianNeed { AnyOf = new CsvCell(part, report).Ids<ClinicianId>() }
                ),
        ];

    /// <summary>"ultrasound*2; ecg-machine".</summary>
    public ImmutableArray<EquipmentNeed> Equipment() =>
        [
            .. Items(ListMarks)
                .Select(part => part.Split('*'))
                .Select(parts =>
                    (
                        Id: AsId<EquipmentId>(parts[0]),
                        Count: parts.Length == 1 ? 1 : AsCount(parts[1])
                    )
                )
                .Where(need => need.Id.HasValue)
                .Select(need => new EquipmentNeed(need.Id!.Value, need.Count)),
        ];

    private int AsCount(string count) => new CsvCell(count, report).Whole(1);

    private string[] Items(char[] marks) =>
        text.Split(marks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private TId? AsId<TId>(string item)
        where TId : struct, IId<TId> =>
        Keep(Words.ReadId<TId>(item, out var problem), problem, item);

    private TEnum? AsWord<TEnum>(string item)
        where TEnum : struct, Enum => Keep(Words.Read<TEnum>(item, out var problem), problem, item);

    private DateOnly? AsDate(string item) =>
        DateOnly.TryParseExact(
            item,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : Keep<DateOnly>(null, $"'{item}' is not a date: write it like 2026-12-25", item);

    private ImmutableArray<WeeklyWindow> AsWindows(string item)
    {
        if (!WindowText.TryParse(item, out var windows))
            report(item, $"'{item}' is not a weekly window: {WindowText.Expected}");
        return windows;
    }

    private T? Keep<T>(T? value, string problem, string? item = null)
        where T : struct
    {
        if (value is null)
            report(item ?? text, problem);
        return value;
    }
}
