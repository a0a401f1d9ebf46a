using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>Says what <see cref="PlaceableBound"/> found, with the numbers a reader can add up again.</summary>
internal sealed class ProofWords(FreePlaces free, PlaceableBound placeable, Func<int, bool> isHeld)
{
    private const string Sessions = "sessions";
    private const string Hours = "hours";

    private readonly DenseWeek week = free.Week;
    private readonly WhyUnplaced why = new(free.Timetable);

    public ImmutableArray<BoundProof> Proofs() =>
        [
            .. Enumerable
                .Range(0, free.Kinds)
                .Where(kind => placeable.Most(kind) < free.Sessions[kind].Length)
                .Select(Alone)
                .Concat(placeable.Kept.Select(Together))
                .Where(proof => proof.Unplaced > 0)
                .OrderByDescending(proof => proof.Unplaced)
                .ThenBy(proof => proof.Sentence, StringComparer.Ordinal),
        ];

    private BoundProof Alone(int kind)
    {
        var sessions = free.Sessions[kind];
        var (wanted, most) = (sessions.Length, placeable.Most(kind));
        var supply = placeable.Scarcest[kind];
        var name = free.Clinic(kind).Name;
        // Its own reason says it best where there is no place at all, or too few days.
        var reason = why.Of(sessions[0]).Reasons.FirstOrDefault();
        var isPlain = most == 0 ? reason is not null : reason?.Rule == SessionsPerDay.Id;
        return new BoundProof
        {
            Rule = isPlain ? reason!.Rule : supply.Rule,
            Sentence =
                isPlain && most == 0 ? $"{name} cannot be held at all this week. {reason!.Sentence}"
                : isPlain ? $"{reason!.Sentence}. So {wanted - most} cannot be placed"
                : $"{name} wants {wanted} sessions{OnDay(kind)}. Even with everybody else away there is place for {most} by {Limit(supply)}",
            Unplaced = sessions.Count(isHeld) - Math.Min(most, sessions.Count(isHeld)),
            Needed = wanted,
            Most = most,
            Unit = Sessions,
            Sessions = [.. sessions.Select(s => week.Sessions.Id[s])],
        };
    }

    private static string Limit(Supply supply) =>
        supply.Rule switch
        {
            RoomClash.Id => "the times of its rooms",
            ClinicianClash.Id => "the hours of its people",
            EquipmentStock.Id => "its equipment",
            _ => "the service mix",
        };

    private BoundProof Together(Shortfall shortfall)
    {
        var sessions = shortfall
            .Kinds.SelectMany(kind => free.Sessions[kind].TakeLast(placeable.Most(kind)))
            .ToArray();
        var unplaced = (int)placeable.Least(shortfall, s => isHeld(s) ? 1 : 0);
        return new BoundProof
        {
            Rule = shortfall.Supply.Rule,
            Sentence =
                $"At least {unplaced} of {sessions.Length} sessions of {Subject(shortfall)}{When(shortfall)} cannot be placed: {Because(shortfall)}",
            Unplaced = unplaced,
            Needed = Amount(shortfall, shortfall.Wanted),
            Most = Amount(shortfall, shortfall.Most),
            Unit = shortfall.InCells ? Hours : Sessions,
            Sessions = [.. sessions.Select(s => week.Sessions.Id[s])],
            Limits =
            [
                .. shortfall
                    .Limits.GroupBy(limit => What(limit, shortfall.Supply))
                    .Select(same => new BoundLimit(
                        same.Key,
                        Amount(shortfall, same.Sum(limit => limit.Most))
                    )),
            ],
        };
    }

    private double Amount(Shortfall shortfall, long weight) =>
        shortfall.InCells ? Math.Round(weight * week.Grid.MinutesPerCell / 60.0, 2) : weight;

    private string Because(Shortfall shortfall)
    {
        var (needed, most) = (
            $"{Amount(shortfall, shortfall.Wanted):0.##}",
            $"{Amount(shortfall, shortfall.Most):0.##}"
        );
        var who = Who(shortfall);
        // A session that needs two people asks twice.
        var asksOnce = shortfall.WeightOf.Values.All(weight => weight == 1);
        return shortfall.InCells ? $"they ask for {needed} hours in all, and {who} can give {most}"
            : asksOnce ? $"{who} {Verb(shortfall)} at most {most}"
            : $"they ask {needed} times for somebody, and {who} can be there {most} times";
    }

    private static string Verb(Shortfall shortfall) =>
        shortfall.Supply.Rule switch
        {
            RoomClash.Id => "can take",
            ClinicianClash.Id => "can run",
            EquipmentStock.Id => "is enough for",
            _ => "allows",
        };

    private string Subject(Shortfall shortfall)
    {
        var clinics = shortfall.Kinds.Select(free.ClinicOf).Distinct().ToArray();
        if (clinics.Length == 1)
            return week.Clinics[clinics[0]].Name;
        var services = clinics.Select(c => week.Clinics[c].Service).Distinct().ToArray();
        return services.Length == 1
            ? week.Problem.Network.Services[services[0]].Name
            : WhyUnplaced.Names(clinics.Select(c => week.Clinics[c].Name));
    }

    private string OnDay(int kind) =>
        week.Sessions.Day[free.Sessions[kind][0]] is >= 0 and var day
            ? $" on {week.Grid.Date(day):dddd}"
            : "";

    /// <summary>The one day, or part of days, that all the limits are on.</summary>
    private string When(Shortfall shortfall)
    {
        var pools = shortfall.Limits.Select(limit => limit.Pool).OfType<Pool>().ToArray();
        var days = shortfall.Limits.Select(limit => limit.Day).Distinct().ToArray();
        var parts = pools.Select(pool => pool.Part).Distinct().ToArray();
        var part = parts is [>= 0 and var one] ? $" {Part(one)}" : "";
        return days switch
        {
            [>= 0 and var day] => $" on {week.Grid.Date(day):dddd}{part}",
            _ => parts is [>= 0] ? $" in the{part}s" : "",
        };
    }

    private string Who(Shortfall shortfall)
    {
        var pools = shortfall.Limits.Select(limit => limit.Pool).OfType<Pool>().ToArray();
        switch (shortfall.Supply.Rule)
        {
            case ClinicianClash.Id:
                return WhyUnplaced.Names(
                    pools
                        .SelectMany(pool => pool.Members)
                        .Distinct()
                        .Select(person => week.People[person].Model.Name)
                );
            case EquipmentStock.Id:
                return $"the equipment of {Hubs(pools)}";
            case ServiceMixMaximum.Id:
                return $"the service mix of {Hubs(pools)}";
            default:
                return WhyUnplaced.Names(
                    pools
                        .GroupBy(pool => pool.Hub)
                        .Select(hub =>
                            $"{Rooms([.. hub.SelectMany(pool => pool.Members).Distinct()])} at {week.Hubs.Hubs[hub.Key].Name}"
                        )
                );
        }
    }

    private string Hubs(Pool[] pools) =>
        WhyUnplaced.Names(
            pools.Select(pool => pool.Hub).Distinct().Select(hub => week.Hubs.Hubs[hub].Name)
        );

    private string Rooms(int[] rooms)
    {
        if (rooms.Length <= 3)
            return WhyUnplaced.Names(rooms.Select(room => week.Rooms[room].Model.Name));
        var types = rooms.Select(room => week.Rooms[room].Model.Type).Distinct().ToArray();
        return types.Length == 1
            ? $"{rooms.Length} {RoomWords.Plural(types[0])}"
            : $"{rooms.Length} rooms";
    }

    private string What(Limit limit, Supply supply)
    {
        if (limit.Pool is not { } pool)
            return $"{free.Clinic(limit.Kind).Name} on {week.Grid.Date(limit.Day):dddd}, by its own maximum";
        var when =
            pool.Day < 0 ? ""
            : pool.Part < 0 ? $", {week.Grid.Date(pool.Day):dddd}"
            : $", {week.Grid.Date(pool.Day):dddd} {Part(pool.Part)}";
        var who = supply.Rule switch
        {
            ClinicianClash.Id => week.People[pool.Members[0]].Model.Name,
            EquipmentStock.Id => $"Equipment of {week.Hubs.Hubs[pool.Hub].Name}",
            ServiceMixMaximum.Id => $"Service mix of {week.Hubs.Hubs[pool.Hub].Name}",
            _ => $"{Rooms(pool.Members)} at {week.Hubs.Hubs[pool.Hub].Name}",
        };
        return who + when;
    }

    private static string Part(int part) =>
        part switch
        {
            0 => "morning",
            1 => "afternoon",
            _ => "evening",
        };
}
