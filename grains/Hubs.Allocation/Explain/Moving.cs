using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A change of place in a sentence: only what changes is said.</summary>
internal static class Moving
{
    public static SessionMove Move(
        Evidence evidence,
        SessionId id,
        string name,
        SessionPlace? from,
        SessionPlace? to
    ) => new(id, name, from, to, Sentence(evidence, name, from, to));

    public static string When(DateOnly date, TimeOnly start) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:dddd} {start:HH\\:mm}");

    private static string Sentence(
        Evidence evidence,
        string name,
        SessionPlace? from,
        SessionPlace? to
    )
    {
        if (to is null)
            return $"{name} loses its place";
        var room = evidence.RoomName(to.Room);
        if (from is null)
            return $"{name} goes to {room} on {When(to.Date, to.Start)}{With(evidence, to.Clinicians)}";
        var words = new List<string>();
        if (from.Room != to.Room)
        {
            var hub = evidence.Place(to.Room)?.Hub;
            words.Add(
                hub is not null && hub.Id != evidence.Place(from.Room)?.Hub.Id
                    ? $"to {room} at {hub.Name}"
                    : $"to {room}"
            );
        }
        if (from.Date != to.Date || from.Start != to.Start)
            words.Add($"from {When(from.Date, from.Start)} to {When(to.Date, to.Start)}");
        var people = from.Clinicians.ToHashSet().SetEquals(to.Clinicians)
            ? ""
            : With(evidence, to.Clinicians);
        return words.Count == 0 && people.Length == 0 ? $"{name} stays"
            : words.Count == 0 ? $"{name} is run{people}"
            : $"{name} moves {string.Join(", ", words)}{people}";
    }

    private static string With(Evidence evidence, ImmutableArray<ClinicianId> people) =>
        people.IsEmpty ? "" : $" by {string.Join(" and ", people.Select(evidence.PersonName))}";
}
