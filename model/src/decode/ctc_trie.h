// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/span.h"

#include <cstddef>
#include <vector>

namespace corespan::model {

/// Nodes that know their parent only, so chains share their beginnings. Parents are older than their children; what no
/// root leads to any more is dropped by compact(), so memory follows what is alive. Node has a member `parent`, -1 at
/// the top.
template <typename Node>
class ParentArena
{
public:
    int add(const Node& node)
    {
        m_nodes.push_back(node);
        return static_cast<int>(m_nodes.size()) - 1;
    }

    Node& operator[](int node) { return m_nodes[node]; }
    const Node& operator[](int node) const { return m_nodes[node]; }
    int size() const { return static_cast<int>(m_nodes.size()); }
    bool crowded() const { return m_nodes.size() > m_limit; }

    /// Keeps what the roots (-1: none) lead to and returns the new number of each old node, -1 for those that are gone.
    std::vector<int> compact(const std::vector<int>& roots)
    {
        std::vector<int> renamed(m_nodes.size(), -1);
        for (const int root : roots) {
            for (int node = root; node >= 0 && renamed[node] < 0; node = m_nodes[node].parent)
                renamed[node] = 0;
        }
        int kept = 0;
        for (std::size_t node = 0; node < m_nodes.size(); ++node) {
            if (renamed[node] < 0)
                continue;
            Node moved = m_nodes[node];
            if (moved.parent >= 0)
                moved.parent = renamed[moved.parent];
            m_nodes[kept] = moved;
            renamed[node] = kept++;
        }
        m_nodes.resize(static_cast<std::size_t>(kept));
        m_limit = 2 * m_nodes.size() + slack;
        return renamed;
    }

private:
    static constexpr std::size_t slack = 1 << 16; // so that small searches never compact

    std::vector<Node> m_nodes;
    std::size_t m_limit = slack;
};

/// Where one label of a best path is emitted; the parent is that of the label before.
struct EmissionNode
{
    int parent = -1;
    Span run;
};

/// All prefixes of a search. Node 0 is the empty one.
class PrefixTrie
{
public:
    PrefixTrie() { m_arena.add({}); }

    int label(int node) const { return m_arena[node].label; }
    int parent(int node) const { return m_arena[node].parent; }
    bool hasChildren(int node) const { return m_arena[node].firstChild >= 0; }

    /// -1 where there is none yet.
    int find(int node, int label) const
    {
        int child = m_arena[node].firstChild;
        while (child >= 0 && m_arena[child].label != label)
            child = m_arena[child].sibling;
        return child;
    }

    int child(int node, int label)
    {
        if (const int known = find(node, label); known >= 0)
            return known;
        const int added = m_arena.add({node, label, -1, m_arena[node].firstChild, -1});
        m_arena[node].firstChild = added;
        return added;
    }

    /// The prefix's place in the beam, -1: not in it.
    int slot(int node) const { return m_arena[node].slot; }
    void setSlot(int node, int slot) { m_arena[node].slot = slot; }

    bool crowded() const { return m_arena.crowded(); }
    std::vector<int> compact(std::vector<int> roots)
    {
        roots.push_back(0);
        std::vector<int> renamed = m_arena.compact(roots);
        for (int node = 0; node < m_arena.size(); ++node)
            m_arena[node].firstChild = -1;
        for (int node = 1; node < m_arena.size(); ++node) {
            Node& parent = m_arena[m_arena[node].parent];
            m_arena[node].sibling = parent.firstChild;
            parent.firstChild = node;
        }
        return renamed;
    }

private:
    struct Node
    {
        int parent = -1;
        int label = -1;
        int firstChild = -1;
        int sibling = -1;
        int slot = -1;
    };

    ParentArena<Node> m_arena;
};

} // namespace corespan::model
