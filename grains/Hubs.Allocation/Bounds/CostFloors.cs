namespace Hubs.Allocation;

/// <summary>
/// What any plan of the week costs at least, rule by rule, in hundredths of a point. Every floor speaks of costs no other floor speaks of: the
/// rules of single sessions of each session at its cheapest place, the others of their own rule alone. So they add up for any plan that
/// places every session. A plan that leaves one out saves at most the session's own floor and its part in a rule's (<see cref="Saves"/>),
/// and pays what leaving it out costs.
/// </summary>
internal sealed class CostFloors
{
    /// <summary>Why a plan pays for sessions without a place.</summary>
    public const string LeftOut = "sessions that must be left out";

    /// <summary>Why a plan pays for the rules of single sessions.</summary>
    public const string OwnPlace = "every session at its own cheapest place";

    private readonly Dictionary<string, long> cost = [];
    private readonly Dictionary<string, string> sentence = [];
    private readonly long[] saves;

    public CostFloors(FreePlaces free, PlaceableBound placeable)
    {
        Free = free;
        Placeable = placeable;
        saves = new long[free.Week.Sessions.Count];
        var soft = free.Timetable.Soft;
        var alone = soft.Where(rule => !Couples(rule)).ToArray();
        foreach (var rule in free.Timetable.Places)
            Add(rule.Name, rule.Total().Cost, OwnPlace);
        foreach (var rule in alone)
            Add(rule.Name, rule.Total().Cost, OwnPlace);
        new OwnPlaceFloor(this, alone).Add();
        foreach (var rule in soft)
            switch (rule)
            {
                case Spread:
                    new SpreadFloor(this, rule).Add();
                    break;
                case RoomStability:
                    new RoomStabilityFloor(this, rule).Add();
                    break;
                case ServiceMixShortfall shortfall:
                    new ServiceMixFloor(this, shortfall).Add();
                    break;
                case Compactness compactness:
                    new CompactnessFloor(this, compactness).Add();
                    break;
                case Fairness fairness:
                    new FairnessFloor(this, fairness).Add();
                    break;
            }
    }

    public FreePlaces Free { get; }

    public PlaceableBound Placeable { get; }

    /// <summary>By rule; rules that need not cost anything are left out.</summary>
    public IEnumerable<(string Rule, long Cost, string Sentence)> Lines =>
        cost.Where(line => line.Value != 0)
            .Select(line => (line.Key, line.Value, sentence[line.Key]))
            .OrderByDescending(line => line.Value);

    public long Total => cost.Values.Sum();

    /// <summary>The most a plan saves by leaving the session out, what that itself costs not counted.</summary>
    public long Saves(int session) => saves[session];

    /// <summary>Any plan pays so much by the rule.</summary>
    public void Add(string rule, long hundredths, string because)
    {
        cost[rule] = cost.GetValueOrDefault(rule) + hundredths;
        sentence[rule] = because;
    }

    /// <summary>A plan without the session pays so much less of what was added.</summary>
    public void Saves(int session, long hundredths) => saves[session] += hundredths;

    private bool Couples(SoftRule rule)
    {
        for (var clinic = 0; clinic < Free.Week.Clinics.Length; clinic++)
            if (rule.Couples(clinic, clinic))
                return true;
        return false;
    }
}
