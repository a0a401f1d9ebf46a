namespace Hubs.Allocation;

/// <summary>A hub has at least as many sessions of a service as its service mix sets as the minimum.</summary>
internal sealed class ServiceMixMinimum : SoftRule
{
    public const string Id = "service-mix-minimum";

    private readonly ServiceMix mix;

    private ServiceMixMinimum(Timetable timetable, ServiceMix mix, int price)
        : base(timetable)
    {
        this.mix = mix;
        Price = price;
    }

    public static SoftRule? In(Timetable timetable)
    {
        var mix = new ServiceMix(timetable);
        return Weights.PriceOf(timetable.Week.Problem, Id) is > 0 and var price && mix.HasTargets
            ? new ServiceMixMinimum(timetable, mix, price)
            : null;
    }

    public override string Name => Id;

    public override bool Watches(int clinic) => mix.Covers(clinic);

    public override int Price { get; }

    public override int MostGain(int clinic) => Price;

    public override bool SeesTime => false;

    public override bool SeesRoom => false;

    public override bool Couples(int clinic, int other) => mix.SameService(clinic, other);

    public override int Marginal(int session, int option, int start) =>
        mix.Target(session, option) is { } target
        && mix.CountWithout(session, option, -1) < target.Minimum
            ? -Price
            : 0;

    public override void Placed(int session) => mix.Count(session, 1);

    public override void Removed(int session) => mix.Count(session, -1);

    public override RuleTotal Total()
    {
        var missing = mix.Recount().Sum(pair => Math.Max(0, pair.Target.Minimum - pair.Count));
        return new RuleTotal(
            (long)missing * Price,
            missing,
            $"{missing} sessions fewer than the minimum of the service mix, over all hubs"
        );
    }
}
