using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>What is kept of one week's plan.</summary>
public sealed record PlanRecord
{
    public Plan? Draft { get; init; }

    public Plan? Published { get; init; }

    public long Version { get; init; }

    /// <summary>Not null while the diaries are being brought to it; survives a crash.</summary>
    public Publication? Publishing { get; init; }

    public ImmutableArray<string> Problems { get; init; } = [];

    public ImmutableArray<AnsweredPlanCommand> Answered { get; init; } = [];

    /// <summary>Plans stored before there was a history have none.</summary>
    [AllowNull]
    public DraftHistory History
    {
        get => field ?? DraftHistory.Empty;
        init;
    }
}

/// <summary>A publication under way. <see cref="Attempt"/> rises with each resumption: its claims are new ones, its effect is the same.</summary>
public sealed record Publication(CommandInfo Info, Plan Plan, int Attempt);

public sealed record AnsweredPlanCommand(CommandId Command, PlanReceipt Receipt);
