using System.Globalization;
using Hubs.Model;
using Hubs.Web.Components;

namespace Hubs.Web.Pages;

/// <summary>How days, times and what happens in them are spoken of on screens.</summary>
public static class DayWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Of(DateOnly date) => date.ToString("dddd d MMMM", English);

    public static string Iso(DateOnly date) =>
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryIso(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out date
        );

    /// <summary>"09:30" or "9:30".</summary>
    public static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(
            text?.Trim(),
            ["HH:mm", "H:mm"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time
        );

    /// <summary>The days of a week to choose from.</summary>
    public static IEnumerable<Choice> Choices(IsoWeek week) =>
        week.Days.Select(day => new Choice(Iso(day), Of(day)));

    /// <summary>So many days from today on, to choose from.</summary>
    public static IEnumerable<Choice> Choices(DateOnly today, int days) =>
        Enumerable
            .Range(0, days)
            .Select(today.AddDays)
            .Select(day => new Choice(
                Iso(day),
                day == today ? $"Today, {Of(day)}"
                    : day == today.AddDays(1) ? $"Tomorrow, {Of(day)}"
                    : Of(day)
            ));

    public static string Of(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Of(TimeWindow window) => $"{Of(window.Start)} to {Of(window.End)}";

    /// <summary>A busy time, which may be a whole day or reach up to midnight.</summary>
    public static string Busy(TimeWindow window) =>
        window == BusyTime.WholeDay ? "all day"
        : window.End == TimeOnly.MaxValue ? $"from {Of(window.Start)}"
        : Of(window);

    /// <summary>"Tuesday 24 November, 08:10", in London.</summary>
    public static string At(DateTimeOffset time) =>
        UkCalendar.Local(time).ToString("dddd d MMMM, HH:mm", English);

    /// <summary>"1 session", "2 sessions".</summary>
    public static string Count(int count, string one) =>
        count == 1 ? $"1 {one}" : $"{count} {one}s";

    /// <summary>"today", "tomorrow", "Friday 27 November".</summary>
    public static string Relative(DateOnly date, DateOnly today) =>
        date == today ? "today"
        : date == today.AddDays(1) ? "tomorrow"
        : Of(date);

    public static string Walk(double metres) =>
        string.Create(CultureInfo.InvariantCulture, $"{metres:0} metres from the entrance");

    public static string Of(AppointmentStatus status) =>
        AppointmentSteps.InWords(status) is var words
            ? char.ToUpperInvariant(words[0]) + words[1..]
            : "";

    public static string Colour(AppointmentStatus status) =>
        status switch
        {
            AppointmentStatus.Booked => "blue",
            AppointmentStatus.Arrived => "green",
            AppointmentStatus.InProgress => "purple",
            AppointmentStatus.Completed => "grey",
            AppointmentStatus.DidNotAttend => "orange",
            _ => "red",
        };

    public static string Of(RoomState state) =>
        state switch
        {
            RoomState.Ready => "Ready",
            RoomState.InUse => "In use",
            RoomState.NeedsCleaning => "Needs cleaning",
            RoomState.OutOfUse => "Out of use",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    public static string Colour(RoomState state) =>
        state switch
        {
            RoomState.Ready => "green",
            RoomState.InUse => "blue",
            RoomState.NeedsCleaning => "yellow",
            _ => "red",
        };

    public static string Of(ServiceCategory category) =>
        category switch
        {
            ServiceCategory.Gp => "GP services",
            ServiceCategory.Nursing => "Nursing",
            ServiceCategory.MentalHealth => "Mental health",
            ServiceCategory.Outpatient => "Hospital outpatients",
            ServiceCategory.Community => "Community services",
            ServiceCategory.Wellbeing => "Wellbeing",
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
        };

    public static string Of(WayIn way) =>
        way switch
        {
            WayIn.WalkIn => "Walk in, no appointment needed",
            WayIn.Book => "Book an appointment at reception or by telephone",
            WayIn.SelfReferral => "You can refer yourself",
            WayIn.ReferralOnly => "Your GP or another professional refers you",
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
        };
}
